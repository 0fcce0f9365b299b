using System.Text;

namespace OffTrac.Host.Commands;

/// <summary>Where a command reads and writes, and where it was started.</summary>
internal sealed class CommandConsole
{
    private readonly Lazy<TextReader> _input;

    public CommandConsole(TextWriter output, TextWriter error, Func<TextReader> input, string directory)
    {
        Out = output;
        Error = error;
        _input = new Lazy<TextReader>(input);
        Directory = directory;
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public TextReader In => _input.Value;

    /// <summary>Relative paths and <c>./offtrac.ini</c> start here.</summary>
    public string Directory { get; }

    /// <summary>Columns of the terminal that shows the output; null when it goes to a file or pipe.</summary>
    public int? Width { get; init; }

    /// <summary>Asks a person for a line that is not shown; null when nobody sits there.</summary>
    public Func<string, string?>? AskSecret { get; init; }

    /// <summary>Opens the output for bytes that are no text; nothing may be written to <see cref="Out"/> then.</summary>
    public Func<Stream> OpenBytes { get; init; } = static () => Stream.Null;

    /// <summary>Login of who started the process.</summary>
    public string User { get; init; } = "anonymous";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static CommandConsole ForProcess()
    {
        // JSON and wiki text are UTF-8 whatever the locale says.
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new CommandConsole(
            new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 16 * 1024),
            new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true },
            () => new StreamReader(Console.OpenStandardInput(), encoding),
            Environment.CurrentDirectory)
        {
            Width = Console.IsOutputRedirected ? null : Math.Max(Console.WindowWidth, 40),
            AskSecret = Console.IsInputRedirected ? null : ReadHidden,
            OpenBytes = Console.OpenStandardOutput,
            User = Environment.UserName is { Length: > 0 } name ? name : "anonymous",
        };
    }

    /// <summary>A path as typed, made absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Directory);

    private static string? ReadHidden(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                text.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
