using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OffTrac.Core.Security.Passwords;

namespace OffTrac.Host.Web.Authentication;

/// <summary>
/// Basic (RFC 7617) and digest (RFC 7616, MD5 as in htdigest files) authentication against password files, as tracd has it.
/// </summary>
internal sealed class HttpAuthentication : IDisposable
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HtpasswdFile? _htpasswd;
    private readonly HtdigestFile? _htdigest;
    private readonly string _realm;
    private readonly LoginThrottle _throttle;
    private readonly DigestNonces _nonces = new();

    // Hashes are made to be slow; more of them at a time than cores would only starve everybody else.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount));

    /// <exception cref="Sdk.TracException">A password file can't be read.</exception>
    public HttpAuthentication(WebOptions options, TimeProvider time)
    {
        _realm = options.Realm;
        _htpasswd = options.HtpasswdFile is { } htpasswd ? new HtpasswdFile(htpasswd) : null;
        _htdigest = options.HtdigestFile is { } htdigest ? new HtdigestFile(htdigest, options.Realm) : null;
        _throttle = new LoginThrottle(time);
    }

    /// <summary>Whether there is any password file.</summary>
    public bool IsConfigured => _htpasswd is not null || _htdigest is not null;

    /// <summary>Whether the request shows a password.</summary>
    public static bool HasCredentials(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks the password that the request shows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="client">Its address, for counting failures.</param>
    /// <param name="keepNonce">True where no cookie follows and every request carries the password.</param>
    /// <returns>The user, or null after an answer was set: 401 with the challenges, or 429.</returns>
    public async ValueTask<string?> AuthenticateAsync(HttpContext context, IPAddress? client, bool keepNonce)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var wait = _throttle.WaitOf(client);
        if (wait > TimeSpan.Zero)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return null;
        }
        var stale = false;
        if (_htpasswd is not null && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            if (await CheckBasicAsync(_htpasswd, header[6..], context.RequestAborted).ConfigureAwait(false) is { } user)
                return user;
            _throttle.Failed(client);
        }
        else if (_htdigest is not null && header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
        {
            if (CheckDigest(_htdigest, header[7..], context.Request.Method) is not { } credentials)
                _throttle.Failed(client);
            else if (_nonces.TryUse(credentials.Nonce, CountOf(credentials), keepNonce))
                return credentials.User;
            else
                stale = true;
        }
        Challenge(context.Response, stale);
        return null;
    }

    public void Dispose() => _hashing.Dispose();

    private async ValueTask<string?> CheckBasicAsync(HtpasswdFile file, string encoded, CancellationToken cancellation)
    {
        string text;
        try
        {
            text = s_utf8.GetString(Convert.FromBase64String(encoded.Trim()));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return null;
        await _hashing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var user = text[..colon];
            return file.Verify(user, text[(colon + 1)..]) ? user : null;
        }
        finally
        {
            _hashing.Release();
        }
    }

    private static DigestCredentials? CheckDigest(HtdigestFile file, string text, string method)
    {
        if (!DigestCredentials.TryParse(text, out var credentials)
            || !string.Equals(credentials.Realm, file.Realm, StringComparison.Ordinal)
            || file.FindSecret(credentials.User) is not { } secret)
            return null;
        var request = Md5($"{method}:{credentials.Uri}");
        var expected = Md5($"{secret}:{credentials.Nonce}:{credentials.Count}:{credentials.ClientNonce}:auth:{request}");
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(credentials.Response.ToLowerInvariant()), Encoding.ASCII.GetBytes(expected))
            ? credentials
            : null;
    }

    private void Challenge(HttpResponse response, bool stale)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        var realm = _realm.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        if (_htdigest is not null)
            response.Headers.Append("WWW-Authenticate", $"Digest realm=\"{realm}\", nonce=\"{_nonces.Make()}\", qop=\"auth\", stale={(stale ? "true" : "false")}");
        if (_htpasswd is not null)
            response.Headers.Append("WWW-Authenticate", $"Basic realm=\"{realm}\", charset=\"UTF-8\"");
    }

    private static long CountOf(DigestCredentials credentials) =>
        long.TryParse(credentials.Count, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : 0;

#pragma warning disable CA5351 // Digest authentication and htdigest files are defined over MD5.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
