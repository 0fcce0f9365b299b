using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;

namespace OffTrac.TestServers;

/// <summary>A real PostgreSQL server of the test run: its own data directory, a free port of the loopback interface, a socket.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Owner = "postgres";

    private readonly string _root;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Dictionary<string, string> _loaded = new(StringComparer.Ordinal);
    private int _databases;

    private PostgreSqlServer(string root, int port)
    {
        _root = root;
        Port = port;
    }

    /// <summary>True when PostgreSQL's servers are installed.</summary>
    public static bool IsInstalled => ProgramDirectory is not null;

    /// <summary>Why tests on PostgreSQL are skipped.</summary>
    public const string NotInstalled = "PostgreSQL is not installed (apt install postgresql).";

    public int Port { get; }

    /// <summary>Directory of the server's socket.</summary>
    public string SocketDirectory => _root;

    private static string? ProgramDirectory { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .OrderByDescending(directory => double.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture))
            .Select(directory => Path.Combine(directory, "bin"))
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "postgres")))
        : null;

    /// <summary>PostgreSQL refuses to run as root; its package brings a user.</summary>
    private static string? RunAs { get; } = Environment.UserName == "root" ? Owner : null;

    private string Data => Path.Combine(_root, "data");

    /// <summary>Makes and starts a server.</summary>
    public static async Task<PostgreSqlServer> StartNewAsync()
    {
        var root = Directory.CreateTempSubdirectory("offtrac-pg-").FullName;
        if (RunAs is { } user)
        {
            await ServerProcess.RunAsync("chown", null, user, root);
        }

        var server = new PostgreSqlServer(root, FreePort.Next());
        await ServerProcess.RunAsync(
            Program("initdb"), RunAs, "-D", server.Data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_root} -c max_connections=200 -c shared_buffers=32MB");
        await ServerProcess.RunAsync(
            Program("pg_ctl"), RunAs, "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_root, "log"), "-o", options, "start");
    }

    /// <summary>Stops it: open connections are ended, their transactions rolled back.</summary>
    public Task StopAsync() => ServerProcess.RunAsync(Program("pg_ctl"), RunAs, "-D", Data, "-w", "-m", "fast", "stop");

    /// <summary>Ends it as a loss of power would.</summary>
    public async Task KillAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid"));
        using var postmaster = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture));
        postmaster.Kill(entireProcessTree: true);
        await postmaster.WaitForExitAsync();
    }

    /// <summary>Makes an empty UTF-8 database and gives back what an ini says of it.</summary>
    /// <returns>A connection string for <c>[trac] database</c>.</returns>
    public Task<string> CreateDatabaseAsync() => CreateDatabaseAsync("template0");

    private async Task<string> CreateDatabaseAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"trac{Interlocked.Increment(ref _databases)}");
        await ServerProcess.RunAsync(Program("createdb"), null, "-h", "127.0.0.1", "-p", $"{Port}", "-U", Owner, "-T", template, name);
        return string.Create(CultureInfo.InvariantCulture, $"postgres://{Owner}@127.0.0.1:{Port}/{name}");
    }

    /// <summary>Makes a database with what a compressed dump of <c>tests/Fixtures</c> holds; the dump is replayed once and copied after that.</summary>
    public async Task<string> LoadAsync(string fixture)
    {
        await _loading.WaitAsync();
        try
        {
            if (!_loaded.TryGetValue(fixture, out var template))
            {
                _loaded[fixture] = template = await ReplayAsync(fixture);
            }

            return await CreateDatabaseAsync(template);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<string> ReplayAsync(string fixture)
    {
        var connection = await CreateDatabaseAsync();
        await using var file = File.OpenRead(FixtureFiles.PathOf(fixture));
        await using var sql = new GZipStream(file, CompressionMode.Decompress);
        await ServerProcess.FeedAsync(Program("psql"), sql, [.. Arguments(connection), "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"]);
        return new Uri(connection).AbsolutePath[1..];
    }

    /// <summary>Runs SQL behind everybody's back and gives back psql's plain output.</summary>
    public static Task<string> QueryAsync(string connection, string sql) =>
        ServerProcess.RunAsync(Program("psql"), null, [.. Arguments(connection), "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]);

    /// <summary>Everything in a database as text, to compare states.</summary>
    public static async Task<string> DumpAsync(string connection)
    {
        var dump = await ServerProcess.RunAsync(Program("pg_dump"), null, [.. Arguments(connection), "--no-owner", "--inserts"]);

        // Newer dumps begin and end with a line that holds a random key.
        return string.Join('\n', dump.Split('\n').Where(line => !line.StartsWith('\\')));
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await ServerProcess.RunAsync(Program("pg_ctl"), RunAs, "-D", Data, "-w", "-m", "immediate", "stop");
        }

        Directory.Delete(_root, recursive: true);
        _loading.Dispose();
    }

    private static string Program(string name) => Path.Combine(
        ProgramDirectory ?? throw new InvalidOperationException(NotInstalled), name);

    private static string[] Arguments(string connection)
    {
        var uri = new Uri(connection);
        return ["-h", uri.Host, "-p", uri.Port.ToString(CultureInfo.InvariantCulture), "-U", Owner, "-d", uri.AbsolutePath[1..]];
    }
}
