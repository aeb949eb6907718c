@echo off
rem Starts Headroom on the Java runtime beside it, which holds the program itself. See decisions 0004 and 0005.
setlocal
rem An -Xmx below the first heap that Headroom asks for would stop Java; a later option wins.
set "SMALL="
echo " %HEADROOM_JAVA_OPTIONS% " | findstr /r /i /c:" -Xmx[0-9]m " /c:" -Xmx[0-9][0-9]m " /c:" -Xmx10[0-9]m " /c:" -Xmx11[01]m " /c:" -Xmx[0-9]*k " >nul && set "SMALL=-Xms16m -Xmn8m"
set "HOME_DIR=%~dp0.."
rem options for other Javas, which may be unknown to this one, and are announced on standard error
set JDK_JAVA_OPTIONS=
set JAVA_TOOL_OPTIONS=
set _JAVA_OPTIONS=
"%HOME_DIR%\runtime\bin\java.exe" "-XX:AOTCache=%HOME_DIR%\runtime\lib\headroom.aot" @OPTIONS@ %SMALL% %HEADROOM_JAVA_OPTIONS% -m dev.headroom.console/dev.headroom.console.Main %*
exit /b %ERRORLEVEL%
