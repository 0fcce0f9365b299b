using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace OffTrac.TestServers;

/// <summary>A real Redis of the test run: its own directory, a free port of the loopback interface, a Unix socket, no disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    /// <summary>Why tests on Redis are skipped.</summary>
    public const string NotInstalled = "Redis is not installed (apt install redis-server).";

    private const string Program = "/usr/bin/redis-server";

    private readonly string _root;
    private readonly string[] _configuration;
    private readonly bool _isSentinel;
    private Process? _process;

    private RedisServer(string root, int port, string[] configuration, bool isSentinel) =>
        (_root, Port, _configuration, _isSentinel) = (root, port, configuration, isSentinel);

    /// <summary>True when Redis is installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    /// <summary>Path of the server's Unix socket.</summary>
    public string Socket => Path.Combine(_root, "redis.sock");

    /// <summary>Where the files of the server lie.</summary>
    public string Directory => _root;

    /// <summary>Makes and starts a server.</summary>
    /// <param name="configuration">Lines as in <c>redis.conf</c>, such as <c>requirepass secret</c>.</param>
    public static Task<RedisServer> StartNewAsync(params string[] configuration) => StartNewAsync(configuration, isSentinel: false);

    /// <summary>Makes and starts a sentinel that looks after a server alone, and fails over within a second or two.</summary>
    public static Task<RedisServer> StartSentinelAsync(string service, int masterPort) => StartNewAsync(
        [
            $"sentinel monitor {service} 127.0.0.1 {masterPort.ToString(CultureInfo.InvariantCulture)} 1",
            $"sentinel down-after-milliseconds {service} 500",
            $"sentinel failover-timeout {service} 3000",
        ],
        isSentinel: true);

    /// <summary>Starts it again after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        var file = Path.Combine(_root, "redis.conf");
        // A sentinel keeps what it learns in its file.
        if (!File.Exists(file) || !_isSentinel)
            await File.WriteAllLinesAsync(file, Lines());
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, WorkingDirectory = _root, RedirectStandardOutput = true };
        start.ArgumentList.Add(file);
        if (_isSentinel)
            start.ArgumentList.Add("--sentinel");
        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        for (var i = 0; !await AnswersAsync(); i++)
        {
            if (_process.HasExited || i == 200)
                throw new InvalidOperationException($"redis-server did not come up: {await File.ReadAllTextAsync(Path.Combine(_root, "log"))}");
            await Task.Delay(25);
        }
    }

    /// <summary>Stops it as an administrator does.</summary>
    public async Task StopAsync()
    {
        await ServerProcess.RunAsync("/bin/kill", null, "-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as a loss of power would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs <c>redis-cli</c> over the socket.</summary>
    public Task<string> CliAsync(params string[] arguments) => ServerProcess.RunAsync("/usr/bin/redis-cli", null, ["-s", Socket, .. arguments]);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        System.IO.Directory.Delete(_root, recursive: true);
    }

    private static async Task<RedisServer> StartNewAsync(string[] configuration, bool isSentinel)
    {
        var server = new RedisServer(System.IO.Directory.CreateTempSubdirectory("offtrac-redis-").FullName, FreePort.Next(), configuration, isSentinel);
        await server.StartAsync();
        return server;
    }

    private string[] Lines() =>
    [
        "bind 127.0.0.1",
        .. Array.Exists(_configuration, line => line.StartsWith("port ", StringComparison.Ordinal)) ? Array.Empty<string>() : [$"port {Port.ToString(CultureInfo.InvariantCulture)}"],
        $"dir {_root}",
        $"logfile {Path.Combine(_root, "log")}",
        .. _isSentinel ? Array.Empty<string>() : ["save \"\"", "appendonly no", $"unixsocket {Socket}", "unixsocketperm 700"],
        .. _configuration,
    ];

    private async Task<bool> AnswersAsync()
    {
        using var socket = _isSentinel ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (_isSentinel)
                await socket.ConnectAsync("127.0.0.1", Port);
            else
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
            await socket.SendAsync("PING\r\n"u8.ToArray());
            // Any answer will do, also one that asks for a password.
            return await socket.ReceiveAsync(new byte[64]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
