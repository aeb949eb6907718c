/*
 * Lets User-Mode Linux 6.1 run on processors whose register state is larger than it knows (AMX: 11 KB instead of 2.7).
 * It writes a process's registers back with a buffer of its own size, which the host's kernel refuses: it wants all of
 * them. This stands in front of ptrace(2) and fills up what is missing with zeros, the state of registers never used.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

long ptrace(enum __ptrace_request request, ...)
{
	static long (*real)(enum __ptrace_request, ...);
	static char all[65536];
	static size_t size;
	struct iovec whole = { all, sizeof all }, *given;
	va_list list;

	va_start(list, request);
	long pid = va_arg(list, long);
	void *addr = va_arg(list, void *), *data = va_arg(list, void *);
	va_end(list);

	if (!real)
		real = (long (*)(enum __ptrace_request, ...))dlsym(RTLD_NEXT, "ptrace");
	given = data;
	if (request == PTRACE_SETREGSET && (long)addr == NT_X86_XSTATE) {
		if (!size && !real(PTRACE_GETREGSET, pid, addr, &whole))
			size = whole.iov_len;
		if (given->iov_len < size) {
			memcpy(all, given->iov_base, given->iov_len);
			memset(all + given->iov_len, 0, size - given->iov_len);
			whole.iov_len = size;
			data = &whole;
		}
	}
	return real(request, pid, addr, data);
}
