@echo off
rem Starts Maven for Headroom on Windows: finds a JDK 25 or newer, fetches the pinned Maven once, runs it. Twin of mvnw.
setlocal EnableDelayedExpansion
set "MAVEN_VERSION=3.10.0"
set "MAVEN_SHA512=908b1501bfb420bf7c8affb855534a9c407fd6099367bfb9f2f2dcb8e9799102bffb84518cde74c679bd76870247c6528683abdd620581bffa90f95d92d175aa"
if not defined MVNW_DISTRIBUTION set "MVNW_DISTRIBUTION=https://archive.apache.org/dist/maven/maven-3/%MAVEN_VERSION%/binaries/apache-maven-%MAVEN_VERSION%-bin.tar.gz"

set "FOUND="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /d %%D in ("%USERPROFILE%\.jdks\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*") do if not defined FOUND call :try "%%~D"
if not defined FOUND (
  echo mvnw: no JDK 25 or newer was found in JAVA_HOME, %%USERPROFILE%%\.jdks or %%ProgramFiles%%. Install one, for example Temurin 25 from adoptium.net, or point JAVA_HOME at it, then call mvnw again. 1>&2
  exit /b 2
)
set "JAVA_HOME=%FOUND%"

set "MAVEN_DISTS=%USERPROFILE%\.m2\wrapper\dists"
set "MAVEN_HOME_DIR=%MAVEN_DISTS%\apache-maven-%MAVEN_VERSION%"
if exist "%MAVEN_HOME_DIR%\bin\mvn.cmd" goto run
if not exist "%MAVEN_DISTS%" mkdir "%MAVEN_DISTS%"
set "ARCHIVE=%MAVEN_DISTS%\apache-maven-%MAVEN_VERSION%-%RANDOM%.tar.gz"
echo mvnw: downloading Maven %MAVEN_VERSION% 1>&2
curl -fsSL --connect-timeout 20 -o "%ARCHIVE%" "%MVNW_DISTRIBUTION%"
if errorlevel 1 (
  echo mvnw: Maven %MAVEN_VERSION% could not be fetched from %MVNW_DISTRIBUTION%. Set MVNW_DISTRIBUTION to an address that this machine reaches. 1>&2
  exit /b 2
)
certutil -hashfile "%ARCHIVE%" SHA512 | findstr /i "%MAVEN_SHA512%" >nul
if errorlevel 1 (
  del "%ARCHIVE%"
  echo mvnw: the fetched Maven %MAVEN_VERSION% has the wrong checksum; nothing was installed. 1>&2
  exit /b 2
)
tar -xzf "%ARCHIVE%" -C "%MAVEN_DISTS%"
del "%ARCHIVE%"

:run
set "MAVEN_PROJECTBASEDIR=%~dp0"
call "%MAVEN_HOME_DIR%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:try
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
  set "MAJOR=%%~V"
  set "MAJOR=!MAJOR:"=!"
  if !MAJOR! GEQ 25 set "FOUND=%~1"
)
exit /b 0
