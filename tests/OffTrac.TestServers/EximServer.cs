using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OffTrac.TestServers;

/// <summary>A real mail server of the test run (Exim): its own directory, a free port of the loopback interface, and a file for each mail.</summary>
public sealed class EximServer : IAsyncDisposable
{
    /// <summary>Why tests on Exim are skipped.</summary>
    public const string NotInstalled = "Exim is not installed (apt install exim4-daemon-light).";

    private const string Program = "/usr/sbin/exim4";

    /// <summary>It does without rights of root; its package brings a user.</summary>
    private static readonly string? s_runAs = Environment.UserName == "root" ? "Debian-exim" : null;

    private readonly EximOptions _options;
    private Process? _process;

    private EximServer(string directory, EximOptions options) => (Directory, Port, _options) = (directory, FreePort.Next(), options);

    /// <summary>True when Exim is installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    /// <summary>Where its files lie; rules may look for more of them.</summary>
    public string Directory { get; }

    private string Configuration => Path.Combine(Directory, "exim.conf");

    private string Inbox => Path.Combine(Directory, "mail", "new");

    /// <summary>Makes and starts a server.</summary>
    public static async Task<EximServer> StartNewAsync(EximOptions? options = null)
    {
        var server = new EximServer(System.IO.Directory.CreateTempSubdirectory("offtrac-exim-").FullName, options ?? new EximOptions());
        foreach (var name in (string[])["spool", "log"])
            System.IO.Directory.CreateDirectory(Path.Combine(server.Directory, name));
        foreach (var name in (string[])["tmp", "new", "cur"])
            System.IO.Directory.CreateDirectory(Path.Combine(server.Directory, "mail", name));
        var group = s_runAs ?? (await ServerProcess.RunAsync("id", null, "-gn")).Trim();
        await File.WriteAllTextAsync(server.Configuration, server.Lines(group));
        if (server._options.OffersTls)
            server.WriteCertificate();
        if (s_runAs is not null)
            await ServerProcess.RunAsync("chown", null, "-R", s_runAs, server.Directory);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        string[] arguments = ["-C", Configuration, "-bdf"];
        var start = s_runAs is null
            ? new ProcessStartInfo(Program, arguments)
            : new ProcessStartInfo("runuser", ["-u", s_runAs, "--", Program, .. arguments]);
        (start.UseShellExecute, start.WorkingDirectory) = (false, "/");
        _process = Process.Start(start) ?? throw new InvalidOperationException("exim4 did not start.");
        for (var i = 0; !await AnswersAsync(); i++)
        {
            if (_process.HasExited || i == 400)
                throw new InvalidOperationException($"exim4 did not come up: {await LogAsync()}");
            await Task.Delay(25);
        }
    }

    /// <summary>Ends it, with all connections, as a loss of power would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>What it has delivered up to now.</summary>
    public IReadOnlyList<DeliveredMail> Mails() => [.. System.IO.Directory.EnumerateFiles(Inbox).Order(StringComparer.Ordinal).Select(file => Read(File.ReadAllBytes(file)))];

    /// <summary>What it has written down of connections and mails.</summary>
    public async Task<string> LogAsync()
    {
        var file = Path.Combine(Directory, "log", "mainlog");
        return File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
    }

    /// <summary>Writes a program that takes a mail as <c>sendmail</c> does, and gives it to this server's queue.</summary>
    public string WriteSendmail()
    {
        var program = Path.Combine(Directory, "sendmail");
        var user = s_runAs is null ? "" : $"runuser -u {s_runAs} -- ";
        File.WriteAllText(program, $"#!/bin/sh\nexec {user}{Program} -C {Configuration} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();

        // A delivery on its way may still write a file.
        for (var i = 0; System.IO.Directory.Exists(Directory); i++)
        {
            try
            {
                System.IO.Directory.Delete(Directory, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException && i < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    private static DeliveredMail Read(byte[] file)
    {
        // Exim puts "Return-path: <a>" and "Envelope-to: b,\n c" before the message.
        var text = Encoding.UTF8.GetString(file);
        var path = text.IndexOf('\n', StringComparison.Ordinal);
        var end = path;
        do
            end = text.IndexOf('\n', end + 1);
        while (text[end + 1] is ' ' or '\t');
        var to = text[(path + 1)..end]["Envelope-to:".Length..];
        return new DeliveredMail(
            text[..path]["Return-path:".Length..].Trim(' ', '<', '>'),
            [.. to.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)],
            file[Encoding.UTF8.GetByteCount(text[..(end + 1)])..]);
    }

    private async Task<bool> AnswersAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return await socket.ReceiveAsync(new byte[64]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(Path.Combine(Directory, "tls.pem"), made.ExportCertificatePem() + "\n" + key.ExportRSAPrivateKeyPem() + "\n");
    }

    private string Lines(string group) => $$"""
        primary_hostname = mail.test
        qualify_domain = mail.test
        spool_directory = {{Directory}}/spool
        log_file_path = {{Directory}}/log/%slog
        pid_file_path = {{Directory}}/exim.pid
        daemon_smtp_ports = {{Port.ToString(CultureInfo.InvariantCulture)}}
        local_interfaces = 127.0.0.1
        exim_user = {{s_runAs ?? Environment.UserName}}
        exim_group = {{group}}
        deliver_drop_privilege = true
        keep_environment =
        host_lookup =
        rfc1413_query_timeout = 0s
        received_header_text =
        smtputf8_advertise_hosts = *
        auth_advertise_hosts = *
        tls_advertise_hosts = {{(_options.OffersTls ? "*" : "")}}
        tls_certificate = {{Directory}}/tls.pem
        tls_privatekey = {{Directory}}/tls.pem
        acl_smtp_rcpt = recipient
        acl_smtp_data = data
        {{string.Join('\n', _options.Main)}}

        begin acl
        recipient:
        {{string.Join('\n', _options.RecipientRules)}}
          accept
        data:
        {{string.Join('\n', _options.DataRules)}}
          accept

        begin routers
        all:
          driver = accept
          transport = files

        begin transports
        files:
          driver = appendfile
          directory = {{Directory}}/mail
          maildir_format
          batch_max = 1000
          envelope_to_add
          return_path_add

        begin authenticators
        {{string.Join('\n', _options.Ways.Select(Way))}}
        """.ReplaceLineEndings("\n");

    private string Way(string name) => name switch
    {
        "PLAIN" => $"plain:\n  driver = plaintext\n  public_name = PLAIN\n  {Condition("$auth2", "$auth3")}",
        "LOGIN" => $"login:\n  driver = plaintext\n  public_name = LOGIN\n  server_prompts = Username:: : Password::\n  {Condition("$auth1", "$auth2")}",
        _ => throw new ArgumentException($"There is no way {name}."),
    };

    private string Condition(string user, string password) =>
        $"server_condition = ${{if and {{{{eq{{{user}}}{{{_options.User}}}}}{{eq{{{password}}}{{{_options.Password}}}}}}}}}\n  server_set_id = {user}";
}
