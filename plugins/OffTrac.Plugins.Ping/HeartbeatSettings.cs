using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Ping;

/// <summary>What a person typed over what the file says.</summary>
internal sealed record HeartbeatSettings
{
    public required IReadOnlyList<Uri> Urls { get; init; }

    public string? TokenFile { get; init; }

    public string? CaFile { get; init; }

    public TimeSpan Interval { get; init; }

    public TimeSpan Timeout { get; init; }

    public int Wait { get; init; }

    public bool Once { get; init; }

    public bool IsQuiet { get; init; }

    /// <exception cref="TracException">A value is not possible.</exception>
    public static HeartbeatSettings From(CommandInput input, HeartbeatOptions options)
    {
        var urls = input.Has("--url") ? input.All("--url") : options.Url;
        if (urls.Count == 0)
            throw new TracException("No address to call; give --url URL, such as --url https://trac.example.org/ping.");
        return new HeartbeatSettings
        {
            Urls = [.. urls.Select(ParseUrl)],
            TokenFile = Readable("--token-file", input["--token-file"] ?? options.TokenFile),
            CaFile = Readable("--ca-file", input["--ca-file"] ?? options.CaFile),
            Interval = ParseTime(input, "--interval", options.Interval),
            Timeout = ParseTime(input, "--timeout", options.Timeout),
            Wait = ParseWait(input["--wait"], options.Wait),
            Once = input.Has("--once"),
            IsQuiet = input.Has("--quiet"),
        };
    }

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new TracException($"--url is '{text}'; allowed are addresses that begin with http:// or https://.");

    private static string? Readable(string option, string? file) => file is null || File.Exists(file)
        ? file
        : throw new TracException($"{option} is '{file}'; there is no such file.");

    private static int ParseWait(string? text, int other) =>
        text is null ? other
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 300 ? seconds
        : throw new TracException($"--wait is '{text}'; allowed are whole seconds from 0 to 300.");

    private static TimeSpan ParseTime(CommandInput input, string option, TimeSpan other)
    {
        if (input[option] is not { } text)
            return other;
        var unit = text.Length > 0 ? text[^1] : ' ';
        var number = char.IsAsciiDigit(unit) ? text : text.Length > 0 ? text[..^1] : text;
        var scale = unit switch { 'h' => 3600, 'm' => 60, _ => 1 };
        var isKnown = char.IsAsciiDigit(unit) || unit is 's' or 'm' or 'h';
        return isKnown && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 86400
            ? TimeSpan.FromSeconds((long)count * scale)
            : throw new TracException($"{option} is '{text}'; allowed is a time such as 30s, 5m or 1h.");
    }
}
