@echo off
rem Starts Headroom on the Java runtime packaged beside it, on JAVA_HOME, or on the path (25 or newer).
setlocal
rem An -Xmx below the first heap that Headroom asks for would stop Java; a later option wins.
set "SMALL="
echo " %HEADROOM_JAVA_OPTIONS% " | findstr /r /i /c:" -Xmx[0-9]m " /c:" -Xmx[0-9][0-9]m " /c:" -Xmx10[0-9]m " /c:" -Xmx11[01]m " /c:" -Xmx[0-9]*k " >nul && set "SMALL=-Xms16m -Xmn8m"
set "HOME_DIR=%~dp0.."
set "JAVA_EXE=java"
rem where mvnw.cmd keeps the JDK that it fetched
for /d %%D in ("%USERPROFILE%\.m2\wrapper\jdks\*-windows-x64") do set "JAVA_EXE=%%~D\bin\java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA_EXE=%JAVA_HOME%\bin\java.exe"
if exist "%HOME_DIR%\runtime\bin\java.exe" set "JAVA_EXE=%HOME_DIR%\runtime\bin\java.exe"
"%JAVA_EXE%" -XX:+UseG1GC -Xmx1g -Xms112m -Xmn80m -XX:SurvivorRatio=3 -XX:GCTimeRatio=1 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 --enable-native-access=javafx.graphics --sun-misc-unsafe-memory-access=allow %SMALL% %HEADROOM_JAVA_OPTIONS% --module-path "%HOME_DIR%\lib" --add-modules ALL-MODULE-PATH --module dev.headroom.console/dev.headroom.console.Main %*
exit /b %ERRORLEVEL%
