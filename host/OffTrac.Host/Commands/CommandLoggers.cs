using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace OffTrac.Host.Commands;

/// <summary>Logs to standard error, a line an entry: standard output belongs to what a command prints.</summary>
internal static class CommandLoggers
{
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(builder => builder
        .SetMinimumLevel(least)
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.Hosting", LogLevel.Warning)
        .AddConsole(options =>
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            options.FormatterName = ConsoleFormatterNames.Simple;
        })
        .AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        }));
}
