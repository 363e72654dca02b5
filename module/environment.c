// Variables such as DOTNET_GCHeapHardLimit are meant for other .NET programs of whoever runs this one. The runtime would obey them, and end
// the process without an answer where it cannot.
#include <string.h>

extern char **environ;

__attribute__((constructor)) static void forget_settings_of_the_runtime(void)
{
    if (!environ)
        return;

    char **kept = environ;
    for (char **variable = environ; *variable; variable++)
        if (strncmp(*variable, "DOTNET_", strlen("DOTNET_")) != 0)
            *kept++ = *variable;

    *kept = 0;
}
