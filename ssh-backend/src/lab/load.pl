#!/usr/bin/perl
# A load generator without dependencies (perl-base): one connection a request, all of them from one process.
#   load.pl ADDRESS PORT rate|clients N SECONDS
# "rate" is an open loop: requests come at their times however slow the answers are. "clients" is a closed loop.
use strict;
use warnings;
use Socket;
use Errno qw(EINPROGRESS);
use Fcntl;

my ($address, $port, $kind, $n, $seconds) = @ARGV;
my ($timeout, $most_open, $most) = (15, 2000, 200_000);    # bounded in time, in number at once, and in all
my $to = pack_sockaddr_in($port, inet_aton($address));

# Time::HiRes is not in perl-base; 228 is clock_gettime on x86-64, the only machine the lab runs on.
sub now { my $t = pack 'q2'; syscall 228, 1, $t; my ($s, $ns) = unpack 'q2', $t; return $s + $ns / 1e9 }

my (%open, %by, %why, @took);
my ($sent, $failed) = (0, 0);
my ($reading, $writing) = ('', '');
my $start = now();
my $last = $start;

sub launch {
    my ($due) = @_;
    $sent++;
    socket my $s, PF_INET, SOCK_STREAM, 0 or return lost("socket: $!");
    fcntl $s, F_SETFL, O_NONBLOCK;
    connect $s, $to or $!{EINPROGRESS} or return lost("$!");
    $open{fileno $s} = { socket => $s, since => $due, text => '' };
    vec($writing, fileno $s, 1) = 1;
}
sub lost { $failed++; $why{$_[0]}++; $last = now() }
sub finish {
    my ($fd, $reason) = @_;
    my $c = delete $open{$fd};
    vec($reading, $fd, 1) = vec($writing, $fd, 1) = 0;
    close $c->{socket};
    if (defined $reason) { lost($reason); return }
    if ($c->{text} =~ m{^HTTP/1\.\d 200 .*?\r\n\r\n(\S*)}s) { $last = now(); push @took, $last - $c->{since}; $by{$1}++ }
    else { lost($c->{text} eq '' ? 'closed without an answer' : 'bad answer') }
}

while (1) {
    my $now = now();
    my $running = $now < $start + $seconds && $sent < $most;
    last if !$running && !%open;
    my $wait = 0.25;
    if ($running && $kind eq 'rate') {
        my $due;
        while (($due = $start + $sent / $n) <= $now && $sent < $most) {
            if (keys %open >= $most_open) { $sent++; lost('too many open at once'); next }
            launch($due);
        }
        $wait = $due - $now if $due - $now < $wait && $due > $now;
    }
    elsif ($running) { launch($now) while keys %open < $n && $sent < $most }
    select(my $r = $reading, my $w = $writing, undef, $wait);
    for my $fd (keys %open) {
        my $c = $open{$fd};
        if (vec $w, $fd, 1) {
            my $error = unpack 'i', getsockopt $c->{socket}, SOL_SOCKET, SO_ERROR;
            if ($error) { local $! = $error; finish($fd, "$!"); next }
            syswrite $c->{socket}, "GET / HTTP/1.0\r\nHost: $address\r\n\r\n";
            vec($writing, $fd, 1) = 0;
            vec($reading, $fd, 1) = 1;
        }
        elsif (vec $r, $fd, 1) {
            my $got = sysread $c->{socket}, $c->{text}, 4096, length $c->{text};
            if (!defined $got) { finish($fd, "$!") }
            elsif ($got == 0)  { finish($fd) }
        }
        elsif ($now - $c->{since} > $timeout) { finish($fd, "no answer in $timeout s") }
    }
}

my $elapsed = $last - $start || 1;
@took = sort { $a <=> $b } @took;
my $at = sub { @took ? $took[int($_[0] * $#took)] * 1000 : 0 };
printf "requests %d\nfailures %d\nrequests/s %.1f\nlatency median %.0f ms\nlatency p95 %.0f ms\n",
    $sent, $failed, @took / $elapsed, $at->(0.5), $at->(0.95);
print map { "answered by $_ $by{$_}\n" } sort keys %by;
print map { "failed: $_ $why{$_}\n" } sort keys %why;
