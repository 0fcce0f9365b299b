using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Whom to trust and what to show over TLS.</summary>
internal sealed record TlsSettings
{
    public string? AuthorityFile { get; init; }

    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    public bool ChecksHostName { get; init; } = true;

    public static TlsSettings From(RedisClientOptions options, Func<string, string> absolute) => new()
    {
        AuthorityFile = options.SslCaCerts.Length == 0 ? null : absolute(options.SslCaCerts),
        CertificateFile = options.SslCertfile.Length == 0 ? null : absolute(options.SslCertfile),
        KeyFile = options.SslKeyfile.Length == 0 ? null : absolute(options.SslKeyfile),
        ChecksHostName = options.SslCheckHostname,
    };

    /// <summary>The certificate to show, or null.</summary>
    /// <exception cref="ConfigurationException">A file can't be read.</exception>
    public X509Certificate2? LoadCertificate()
    {
        if (CertificateFile is null)
            return null;
        return Load("ssl_certfile", CertificateFile, file => X509Certificate2.CreateFromPemFile(file, KeyFile));
    }

    /// <summary>Decides about a server's certificate.</summary>
    /// <exception cref="ConfigurationException">A file can't be read.</exception>
    public RemoteCertificateValidationCallback LoadValidation()
    {
        X509Certificate2Collection? authorities = null;
        if (AuthorityFile is not null)
        {
            authorities = Load("ssl_ca_certs", AuthorityFile, file =>
            {
                var certificates = new X509Certificate2Collection();
                certificates.ImportFromPemFile(file);
                return certificates;
            });
        }

        return (_, certificate, _, errors) => IsTrusted(certificate, errors, authorities);
    }

    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection? authorities)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;
        if (ChecksHostName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        if (authorities is null)
            return !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        using var server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(server);
    }

    private static T Load<T>(string option, string file, Func<string, T> load)
    {
        try
        {
            return load(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ConfigurationException($"[redis_client] {option}: {file} can't be used: {exception.Message}", exception);
        }
    }
}
