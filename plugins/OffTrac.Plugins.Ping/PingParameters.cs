using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Ping;

/// <summary>What a caller may say: in the query, in a form or in a JSON body of up to 8 KiB.</summary>
internal sealed record PingParameters
{
    public const int MaxBodySize = 8 * 1024;
    private const int MaxSourceLength = 64;
    private const int MaxWaitSeconds = 300;
    private const string Prefer = "wait=";

    public TimeSpan Wait { get; init; }

    public IReadOnlyList<string> Jobs { get; init; } = [];

    public string? Source { get; init; }

    public string? Token { get; init; }

    public static async ValueTask<PingParameters> ReadAsync(HttpRequest request, bool readBody, CancellationToken cancellation)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var part in request.Headers["Prefer"].SelectMany(header => (header ?? "").Split(',', ';')))
        {
            if (part.Trim() is var text && text.StartsWith(Prefer, StringComparison.OrdinalIgnoreCase))
                values.Add(new("wait", text[Prefer.Length..].Trim()));
        }

        // A token in the address would end in logs; there it is not looked at.
        values.AddRange(Pairs(request.Query).Where(value => value.Key != "token"));
        if (readBody)
            await ReadBodyAsync(request, values, cancellation).ConfigureAwait(false);
        return From(values);
    }

    private static async ValueTask ReadBodyAsync(HttpRequest request, List<KeyValuePair<string, string>> values, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBodySize)
            throw new BadHttpRequestException("The body is larger than 8 KiB.", StatusCodes.Status413PayloadTooLarge);
        if (request.HasFormContentType)
            values.AddRange(Pairs(await request.ReadFormAsync(cancellation).ConfigureAwait(false)));
        else if (request.HasJsonContentType())
            await ReadJsonAsync(request, values, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask ReadJsonAsync(HttpRequest request, List<KeyValuePair<string, string>> values, CancellationToken cancellation)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 8 }, cancellation).ConfigureAwait(false);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new BadHttpRequestException("The JSON body is not an object with wait, job and source.");
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Array)
                    values.AddRange(member.Value.EnumerateArray().Select(item => new KeyValuePair<string, string>(member.Name, item.ToString())));
                else
                    values.Add(new(member.Name, member.Value.ToString()));
            }
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not readable as JSON.", exception);
        }
    }

    private static PingParameters From(List<KeyValuePair<string, string>> values) => new()
    {
        Wait = values.FindLast(value => value.Key == "wait") is { Key: not null } wait ? ParseWait(wait.Value) : TimeSpan.Zero,
        Jobs = [.. values.Where(value => value.Key == "job").Select(value => value.Value).Distinct(StringComparer.Ordinal)],
        Source = values.FindLast(value => value.Key == "source") is { Key: not null } source ? CheckSource(source.Value) : null,
        Token = values.FindLast(value => value.Key == "token") is { Key: not null } token ? token.Value : null,
    };

    private static TimeSpan ParseWait(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxWaitSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new BadHttpRequestException($"wait is '{Shorten(text)}'; allowed are whole seconds from 0 to {MaxWaitSeconds}.");

    private static string CheckSource(string text) => text.Length <= MaxSourceLength
        ? text
        : throw new BadHttpRequestException($"source is '{Shorten(text)}'; allowed are up to {MaxSourceLength} characters.");

    private static string Shorten(string text) => text.Length <= 20 ? text : string.Concat(text.AsSpan(0, 20), "…");

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values) =>
        values.SelectMany(value => value.Value.Select(text => new KeyValuePair<string, string>(value.Key, text ?? "")));
}
