using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>Makes recorded requests of a server, in their order, and compares what it answers.</summary>
internal sealed class Replayer(Uri server) : IDisposable
{
    private const string Host = "trac.example.org";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private Dictionary<string, string> _captured = new(StringComparer.Ordinal);
    private string? _sequence;

    /// <summary>Differences, each with the name of the exchange.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync(IEnumerable<RecordedExchange> exchanges)
    {
        var differences = new List<string>();
        foreach (var exchange in exchanges)
        {
            if (exchange.Sequence != _sequence)
                (_sequence, _captured) = (exchange.Sequence, new Dictionary<string, string>(StringComparer.Ordinal));
            var found = await PlayAsync(exchange);
            if (!exchange.IsOptional)
                differences.AddRange(found.Select(difference => $"{exchange.Name} {difference}"));
        }

        return differences;
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<string>> PlayAsync(RecordedExchange exchange)
    {
        var answer = exchange.ContentType is not null && exchange.Body(_captured) is null
            ? await BareConnection.SendAsync(server, Host, exchange)
            : await SendAsync(exchange);
        var differences = new List<string>();
        if (answer.Status != exchange.Status)
            differences.Add($"status: expected {exchange.Status}, got {answer.Status}");
        var type = answer.Header("Content-Type");
        if (exchange.AnswerContentType is { } expectedType && exchange.Volatile.All(rule => rule.Kind != "content-type")
            && RpcText.MediaType(expectedType) != RpcText.MediaType(type))
            differences.Add($"content type: expected {expectedType}, got {type}");
        foreach (var (name, value) in exchange.AnswerHeaders)
        {
            if (answer.Header(name)?.StartsWith(name is "WWW-Authenticate" ? "Basic" : value, StringComparison.OrdinalIgnoreCase) != true)
                differences.Add($"{name}: expected {value}, got {answer.Header(name)}");
        }

        return [.. differences, .. CompareBody(exchange, type, answer.Body)];
    }

    private async Task<HttpAnswer> SendAsync(RecordedExchange exchange)
    {
        using var request = Request(exchange);
        using var response = await _http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
        return new HttpAnswer((int)response.StatusCode, headers, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    private IReadOnlyList<string> CompareBody(RecordedExchange exchange, string? type, string body)
    {
        if (exchange.AnswerContains is { } texts)
            return [.. texts.Where(text => !WebUtility.HtmlDecode(body).Contains(text, StringComparison.Ordinal)).Select(text => $"body: '{text}' is not in it")];
        if (exchange.Volatile.Any(rule => rule.Kind == "body"))
            return [];
        var expected = RpcText.Read(exchange.AnswerContentType, exchange.Answer);
        var actual = RpcText.Read(type, body);
        if (expected["text"] is { } one && actual["text"] is { } other)
            return Wording.IsSame((string)one!, (string)other!) ? [] : [$"body: expected {one}, got {other}"];
        var comparison = new AnswerComparison(exchange.Volatile, _captured);
        comparison.Compare("", expected, actual);
        return [.. comparison.Differences, .. Keep(exchange, actual)];
    }

    private IEnumerable<string> Keep(RecordedExchange exchange, JsonObject answer)
    {
        foreach (var (name, path) in exchange.Captures)
        {
            if (Capture.Find(answer, path) is { } value)
                _captured[name] = value;
            else
                yield return $"nothing to keep at {path}";
        }
    }

    private HttpRequestMessage Request(RecordedExchange exchange)
    {
        var request = new HttpRequestMessage(new HttpMethod(exchange.HttpMethod), new Uri(server, RecordedExchange.Fill(exchange.Path, _captured)));
        request.Headers.Host = Host;
        foreach (var (name, value) in exchange.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (exchange.User is not ("anonymous" or "none"))
        {
            var credentials = exchange.User == "bad" ? "admin:wrong password" : $"{exchange.User}:{exchange.User}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        if (exchange.Body(_captured) is { } body)
        {
            request.Content = new ByteArrayContent(body);
            if (exchange.ContentType is { } type)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return request;
    }
}
