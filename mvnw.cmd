@echo off
rem Starts Maven for Headroom on Windows, on a JDK 25 or newer, and fetches both, pinned, where they are missing. Twin of mvnw: what is said there holds here.
rem curl, tar and certutil are Windows' own: another tar on the path does not know zip archives.
setlocal DisableDelayedExpansion
set "MAVEN_VERSION=3.10.0"
set "MAVEN_SHA512=908b1501bfb420bf7c8affb855534a9c407fd6099367bfb9f2f2dcb8e9799102bffb84518cde74c679bd76870247c6528683abdd620581bffa90f95d92d175aa"
set "JDK_VERSION=25.0.4.1"
set "JDK_BUILD=1"
set "JDK_SHA256=00c847d804f4a78e9f04f2683faf14fed898535b177b7fc704486cb0284e9283"
set "SYSTEM32=%SystemRoot%\System32"
set "WRAPPER=%USERPROFILE%\.m2\wrapper"
if defined MAVEN_USER_HOME set "WRAPPER=%MAVEN_USER_HOME%\wrapper"

set "FOUND="
if defined JAVA_HOME set "JAVA_HOME=%JAVA_HOME:"=%"
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where javac.exe 2^>nul') do call :try "%%~dpJ.."
for /d %%D in ("%USERPROFILE%\.jdks\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%WRAPPER%\jdks\*-windows-x64") do call :try "%%~D"
if not defined FOUND call :install_jdk
if not defined FOUND exit /b 2
set "JAVA_HOME=%FOUND%"

set "MAVEN_HOME_DIR=%WRAPPER%\dists\apache-maven-%MAVEN_VERSION%"
if not exist "%MAVEN_HOME_DIR%\bin\mvn.cmd" call :install_maven
if not exist "%MAVEN_HOME_DIR%\bin\mvn.cmd" exit /b 2
for %%P in ("%~dp0.") do set "MAVEN_PROJECTBASEDIR=%%~fP"
call "%MAVEN_HOME_DIR%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

rem :try FOLDER: the first JDK that is new enough is taken
:try
if defined FOUND exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "MAJOR=0"
for /f "tokens=2 delims==.-" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "MAJOR=%%V"
set "MAJOR=%MAJOR:"=%"
if %MAJOR% GEQ 25 set "FOUND=%~f1"
exit /b 0

:install_jdk
set "ADDRESS=https://github.com/adoptium/temurin25-binaries/releases/download/jdk-%JDK_VERSION%+%JDK_BUILD%/OpenJDK25U-jdk_x64_windows_hotspot_%JDK_VERSION%_%JDK_BUILD%.zip"
if defined MVNW_JDK_URL set "ADDRESS=%MVNW_JDK_URL%"
set "NAME=temurin-%JDK_VERSION%+%JDK_BUILD%"
set "WHAT=JDK %JDK_VERSION%"
if defined MVNW_JDK_SHA256 if /i not "%MVNW_JDK_SHA256%"=="%JDK_SHA256%" set "NAME=jdk-%MVNW_JDK_SHA256:~0,12%"
if not "%NAME:~0,8%"=="temurin-" set "WHAT=the JDK"
if defined MVNW_JDK_SHA256 set "JDK_SHA256=%MVNW_JDK_SHA256%"
set "TARGET=%WRAPPER%\jdks\%NAME%-windows-x64"
echo mvnw: no JDK 25 or newer was found in JAVA_HOME, on the path or in the usual places; fetching %WHAT% from "%ADDRESS%" into "%TARGET%" 1>&2
call :install "%WHAT%" MVNW_JDK_URL SHA256 %JDK_SHA256% bin\javac.exe
if exist "%TARGET%\bin\javac.exe" call :try "%TARGET%"
exit /b 0

:install_maven
set "ADDRESS=https://archive.apache.org/dist/maven/maven-3/%MAVEN_VERSION%/binaries/apache-maven-%MAVEN_VERSION%-bin.tar.gz"
if defined MVNW_DISTRIBUTION set "ADDRESS=%MVNW_DISTRIBUTION%"
if defined MVNW_DISTRIBUTION_SHA512 set "MAVEN_SHA512=%MVNW_DISTRIBUTION_SHA512%"
set "TARGET=%MAVEN_HOME_DIR%"
echo mvnw: fetching Maven %MAVEN_VERSION% from "%ADDRESS%" into "%TARGET%" 1>&2
call :install "Maven %MAVEN_VERSION%" MVNW_DISTRIBUTION SHA512 %MAVEN_SHA512% bin\mvn.cmd
exit /b 0

rem :install NAME VARIABLE ALGORITHM CHECKSUM PROGRAM: fetches ADDRESS and unpacks it beside TARGET; a rename, which never takes the place of a folder, installs it
:install
for %%T in ("%TARGET%") do set "PARENT=%%~dpT"
for %%T in ("%TARGET%") do set "LAST=%%~nxT"
:another
rem two builds that begin in one second draw the same number
set "WORK=%PARENT%.new-%RANDOM%%RANDOM%"
mkdir "%WORK%" 2>nul && if exist "%WORK%\" goto fetch
if exist "%WORK%\" goto another
echo mvnw: "%PARENT%" cannot be written. Set MAVEN_USER_HOME to a folder that you can write to, then call mvnw again. 1>&2
exit /b 2
:fetch
set "ARCHIVE=%ADDRESS%"
if exist "%ADDRESS%" goto check
set "ARCHIVE=%WORK%.archive"
"%SYSTEM32%\curl.exe" -fsSL --connect-timeout 20 --retry 2 -o "%ARCHIVE%" "%ADDRESS%"
if errorlevel 1 (
  echo mvnw: %~1 could not be fetched from "%ADDRESS%". If this computer needs a proxy for it, set HTTPS_PROXY; or set %2 to another address or to the path of such a file. 1>&2
  goto clean
)
:check
"%SYSTEM32%\certutil.exe" -hashfile "%ARCHIVE%" %3 | "%SYSTEM32%\findstr.exe" /i /x "%4" >nul
if errorlevel 1 (
  echo mvnw: %~1 has the wrong checksum, expected %4; nothing was installed. 1>&2
  goto clean
)
"%SYSTEM32%\tar.exe" -xf "%ARCHIVE%" --strip-components 1 -C "%WORK%"
if errorlevel 1 (
  echo mvnw: %~1 could not be unpacked into "%WORK%", no space?; nothing was installed. 1>&2
  goto clean
)
if not exist "%WORK%\%5" (
  echo mvnw: "%ADDRESS%" holds no %5; nothing was installed. 1>&2
  goto clean
)
if exist "%TARGET%\" if not exist "%TARGET%\%5" ren "%TARGET%" "%LAST%.damaged-%RANDOM%"
if not exist "%TARGET%\" ren "%WORK%" "%LAST%"
if not exist "%TARGET%\%5" echo mvnw: %~1 could not be moved to "%TARGET%". 1>&2
:clean
if exist "%WORK%.archive" del "%WORK%.archive"
if exist "%WORK%\" rmdir /s /q "%WORK%"
exit /b 0
