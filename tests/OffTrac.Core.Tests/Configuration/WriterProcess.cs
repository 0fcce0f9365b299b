using System.Diagnostics;
using System.Globalization;

namespace OffTrac.Core.Tests.Configuration;

/// <summary>A process that writes options, started through a shell that may limit it.</summary>
internal static class WriterProcess
{
    public static Process Start(string environment, string name, int count, int length, string limit = "")
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList =
            {
                "-c", limit + "exec \"$@\"", "bash", Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
                typeof(Program).Assembly.Location, environment, name, count.ToString(CultureInfo.InvariantCulture), length.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // It maps files into memory twice, which a limit on their size would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
