using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests.Connections;

/// <summary>A certificate authority, and certificates of a server and a client, as openssl makes them.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly TemporaryDirectory _directory = new("certificates");

    private TestCertificates()
    {
    }

    public string Authority => _directory.Combine("ca.crt");

    public string OtherAuthority => _directory.Combine("other.crt");

    public string[] Server(int port) =>
    [
        "port 0", $"tls-port {port}", $"tls-cert-file {_directory.Combine("server.crt")}", $"tls-key-file {_directory.Combine("server.key")}",
        $"tls-ca-cert-file {Authority}",
    ];

    public string ClientCertificate => _directory.Combine("client.crt");

    public string ClientKey => _directory.Combine("client.key");

    public static async Task<TestCertificates> MakeAsync()
    {
        var made = new TestCertificates();
        await made.SelfSignedAsync("ca");
        await made.SelfSignedAsync("other");
        await made.SignedAsync("server", "subjectAltName=IP:127.0.0.1");
        await made.SignedAsync("client", "extendedKeyUsage=clientAuth");
        return made;
    }

    public void Dispose() => _directory.Dispose();

    private Task SelfSignedAsync(string name) => OpenSslAsync(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", $"/CN={name}",
        "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", _directory.Combine($"{name}.key"), "-out", _directory.Combine($"{name}.crt"));

    private async Task SignedAsync(string name, string extension)
    {
        var extensions = _directory.Combine($"{name}.ext");
        await File.WriteAllTextAsync(extensions, extension + "\n");
        await OpenSslAsync(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", $"/CN={name}.example.org",
            "-keyout", _directory.Combine($"{name}.key"), "-out", _directory.Combine($"{name}.csr"));
        await OpenSslAsync(
            "x509", "-req", "-days", "2", "-in", _directory.Combine($"{name}.csr"), "-CA", Authority, "-CAkey", _directory.Combine("ca.key"),
            "-CAcreateserial", "-extfile", extensions, "-out", _directory.Combine($"{name}.crt"));
    }

    private static async Task OpenSslAsync(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("openssl", arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
