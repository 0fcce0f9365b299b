using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace OffTrac.Plugins.Ping;

/// <summary>Calls <c>/ping</c> once. Certificates are checked and redirects not followed, so that the token goes nowhere else.</summary>
internal sealed class HeartbeatClient : IDisposable
{
    private readonly HeartbeatSettings _settings;
    private readonly HttpClient _http;
    private readonly X509Certificate2Collection _authorities = [];
    private string? _token;
    private DateTime _tokenTime;

    public HeartbeatClient(HeartbeatSettings settings)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (settings.CaFile is { } file)
        {
            _authorities.ImportFromPemFile(file);
            handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
        }

        _http = new HttpClient(handler) { Timeout = settings.Timeout + TimeSpan.FromSeconds(settings.Wait) };
    }

    public async ValueTask<Beat> CallAsync(Uri url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (_settings.Wait > 0)
                request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={_settings.Wait}"));
            if (await ReadTokenAsync().ConfigureAwait(false) is { Length: > 0 } token)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await _http.SendAsync(request).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status is 200 or 202
                ? new Beat(url, Answered: true, FirstLine(body), HasFailedJob(body))
                : new Beat(url, Answered: false, string.Create(CultureInfo.InvariantCulture, $"{status} {FirstLine(body)}"), HasFailedJob: false);
        }
        catch (HttpRequestException exception)
        {
            return new Beat(url, Answered: false, exception.InnerException?.Message ?? exception.Message, HasFailedJob: false);
        }
        catch (OperationCanceledException)
        {
            return new Beat(url, Answered: false, string.Create(CultureInfo.InvariantCulture, $"no answer within {_http.Timeout.TotalSeconds} s"), HasFailedJob: false);
        }
        catch (IOException exception)
        {
            return new Beat(url, Answered: false, exception.Message, HasFailedJob: false);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Read again when the file's time stamp differs, so that a token can be changed while the loop runs.</summary>
    private async ValueTask<string?> ReadTokenAsync()
    {
        if (_settings.TokenFile is not { } file)
            return null;
        var changed = File.GetLastWriteTimeUtc(file);
        if (_token is not null && changed == _tokenTime)
            return _token;
        var text = await File.ReadAllTextAsync(file).ConfigureAwait(false);
        (_token, _tokenTime) = (FirstLine(text), changed);
        return _token;
    }

    /// <summary>The system's judgement first; a certificate that it does not know may come from the file's authorities.</summary>
    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var leaf = new X509Certificate2(certificate);
        return own.Build(leaf);
    }

    private static bool HasFailedJob(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("environments", out var environments)
                && environments.ValueKind == JsonValueKind.Object
                && environments.EnumerateObject().Any(environment =>
                    environment.Value.TryGetProperty("failed", out var failed) && failed.ValueKind == JsonValueKind.Array && failed.GetArrayLength() > 0);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]).Trim();
    }
}
