using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>Prints what a command gave back.</summary>
internal static class ResultPrinter
{
    public static async Task<int> PrintAsync(CommandResult result, bool isJson, CommandConsole console)
    {
        if (isJson)
            await PrintJsonAsync(result, console.Out).ConfigureAwait(false);
        else
            await PrintTextAsync(result, console).ConfigureAwait(false);
        await console.Out.FlushAsync().ConfigureAwait(false);
        if (result.Error is { } error)
            await PrintErrorAsync(error, console).ConfigureAwait(false);
        return result.ExitCode;
    }

    public static async Task PrintErrorAsync(string message, CommandConsole console)
    {
        await console.Error.WriteLineAsync($"offtrac: {OneLine(message)}").ConfigureAwait(false);
        await console.Error.FlushAsync().ConfigureAwait(false);
    }

    private static async Task PrintJsonAsync(CommandResult result, TextWriter output)
    {
        var json = result.Json ?? (result.Table is { } table ? JsonText.FromTable(table) : null);
        if (json is not null)
            await output.WriteLineAsync(json).ConfigureAwait(false);
        else if (result.Text is { } text)
            await output.WriteLineAsync(JsonText.Write(text, static (writer, text) => writer.WriteStringValue(text))).ConfigureAwait(false);
    }

    private static async Task PrintTextAsync(CommandResult result, CommandConsole console)
    {
        if (result.Text is { Length: > 0 } text)
        {
            await console.Out.WriteAsync(text).ConfigureAwait(false);
            if (!text.EndsWith('\n'))
                await console.Out.WriteLineAsync().ConfigureAwait(false);
        }

        if (result.Table is { } table)
            await TableText.WriteAsync(table, console.Out, console.Width).ConfigureAwait(false);
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
