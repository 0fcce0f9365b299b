using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.Core.Environments;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Environments;

/// <summary>Making, opening, checking and copying environments, on both engines.</summary>
public abstract class EnvironmentTests(TestEngine engine) : IDisposable
{
    private static readonly HashSet<string> s_nothing = [];

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Created_HasTracsTablesAndRows_AndCanBeOpened()
    {
        var directory = await EnvironmentCreator.CreateAsync(await CreationAsync("made"), default);
        await using var opened = await OpenAsync(directory);
        Assert.Equal((45, "made", "My Project"), (opened.Environment.DatabaseVersion, opened.Environment.Name, opened.Environment.ProjectName));
        var counts = await opened.Database.ReadAsync(0, static async (session, _, _) => (await session.Connection.QueryAsync<long>(
            """
            SELECT count(*) FROM permission UNION ALL SELECT count(*) FROM report UNION ALL SELECT count(*) FROM enum
            UNION ALL SELECT count(*) FROM milestone UNION ALL SELECT count(*) FROM wiki UNION ALL SELECT count(*) FROM system
            """, transaction: session.Transaction)).ToArray(), default);
        Assert.Equal([16, 8, 13, 4, DefaultPages.All.Count, 2], counts);
        Assert.Equal("enabled", opened.Environment.Configuration.Get("components", "offtrac.ping.*"));
        Assert.Equal("<none> -> new", opened.Environment.Configuration.Get("ticket-workflow", "create"));
    }

    [Fact]
    public async Task Created_HasTheGuide_WrittenByTrac_AndReadOnlyButForWhatTheProjectWrites()
    {
        var directory = await EnvironmentCreator.CreateAsync(await CreationAsync("guide"), default);
        await using var opened = await OpenAsync(directory);
        var pages = await opened.Database.ReadAsync(0, static async (session, _, _) => (await session.Connection.QueryAsync<(string Name, long Version, string Author, string? Comment, long ReadOnly)>(
            """SELECT name, version, author, "comment", readonly FROM wiki""", transaction: session.Transaction)).ToList(), default);
        Assert.Equal(["InterMapTxt", "SandBox", "WikiStart"], pages.Where(page => page.ReadOnly == 0).Select(page => page.Name).Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "WikiFormatting", "TracGuide", "TracPlugins", "OffTracRpc", "OffTracScheduler" }, pages.Select(page => page.Name).ToHashSet());
        Assert.All(pages, page => Assert.Equal((1, "trac", null), (page.Version, page.Author, page.Comment)));
    }

    [SkippableFact]
    public async Task Create_OverSomethingThatExists_IsRefused_AndChangesNothing()
    {
        var creation = await CreationAsync("made");
        await EnvironmentCreator.CreateAsync(creation, default);
        var before = Files(creation.Directory);
        await Assert.ThrowsAsync<TracException>(() => EnvironmentCreator.CreateAsync(creation, default).AsTask());
        Assert.Equal(before, Files(creation.Directory));
        await Assert.ThrowsAsync<TracException>(
            () => EnvironmentCreator.CreateAsync(creation with { Directory = Path.Combine(engine.Directory, "no", "parent") }, default).AsTask());
    }

    [SkippableFact]
    public async Task Create_ThatFailsAtTheEnd_LeavesNothing_AndCanBeRepeated()
    {
        var creation = await CreationAsync("made");
        var failing = creation with { Compose = (_, _) => throw new TracException("a component refuses") };
        await Assert.ThrowsAsync<TracException>(() => EnvironmentCreator.CreateAsync(failing, default).AsTask());
        Assert.False(Directory.Exists(creation.Directory));
        await EnvironmentCreator.CreateAsync(creation, default);
    }

    [SkippableFact]
    public async Task Create_ThatIsCancelled_LeavesNothing()
    {
        var creation = await CreationAsync("made");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EnvironmentCreator.CreateAsync(creation, cancelled.Token).AsTask());
        Assert.False(Directory.Exists(creation.Directory));
    }

    [SkippableTheory]
    [InlineData("28", "trac-admin")]
    [InlineData("35", "trac-admin")]
    [InlineData("46", "newer")]
    [InlineData("many", "number")]
    public async Task Open_OfAVersionThatIsNotKnown_IsRefusedWithWhatToDo(string version, string advice)
    {
        var directory = await GoldenAsync();
        await using (var opened = await OpenAsync(directory))
        {
            await opened.Database.WriteAsync(version, static async (scope, version, _) => await scope.Connection.ExecuteAsync(
                "UPDATE system SET value = @version WHERE name = 'database_version'", new { version }, scope.Transaction), null, default);
        }

        var refusal = await Assert.ThrowsAsync<TracException>(async () => await OpenAsync(directory));
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(version, refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Check_NamesWhatIsNotKnown_AndTheTablesToMake_AndWritesNothing()
    {
        var directory = await GoldenAsync();
        await File.WriteAllTextAsync(Path.Combine(directory, "plugins", "Timing.egg"), "");
        var before = Files(directory);
        var schema = new DatabaseSchema { Area = "notes", Tables = [new DatabaseTable { Name = "offtrac_notes", Columns = [new("id", ColumnType.Identity)] }] };
        var known = new KnownNames
        {
            Components = ["trac.ticket.web_ui.TicketModule"],
            Policies = new HashSet<string>(StringComparer.Ordinal) { "DefaultPermissionPolicy" },
            Controllers = new HashSet<string>(StringComparer.Ordinal) { "ConfigurableTicketWorkflow" },
            Operations = new HashSet<string>(StringComparer.Ordinal) { "leave_status" },
            Macros = s_nothing,
            Processors = s_nothing,
            Schemas = [schema],
        };
        using var configuration = Configure(directory);
        var report = await EnvironmentCheck.RunAsync(directory, configuration, known, default);
        Assert.Null(report.Problem);
        Assert.Equal(45, report.DatabaseVersion);
        Assert.Empty(report.NotWritable);
        Assert.Contains("CREATE TABLE \"offtrac_notes\"", Assert.Single(Assert.Single(report.Tables).Statements), StringComparison.Ordinal);
        Assert.Contains(report.Findings, found => found is { Kind: CheckKind.ComponentRule, Name: "tracrpc.*" });
        Assert.Contains(report.Findings, found => found is { Kind: CheckKind.PythonPlugin, Name: "Timing.egg" });
        Assert.Contains(report.Findings, found => found is { Kind: CheckKind.PermissionPolicy, Name: "DefaultWikiPolicy" });
        Assert.DoesNotContain(report.Findings, found => found is { Kind: CheckKind.PermissionPolicy, Name: "DefaultPermissionPolicy" });
        Assert.Contains(report.Findings, found => found is { Kind: CheckKind.WorkflowOperation, Name: "set_resolution" });
        Assert.Contains(report.Findings, found => found.Kind == CheckKind.Processor);
        Assert.Equal(before, Files(directory));
    }

    [SkippableFact]
    public async Task Backup_IsAnEnvironmentWithTheSameFiles()
    {
        var directory = await GoldenAsync();
        await using var opened = await OpenAsync(directory);
        var target = directory + "-copy";
        var database = await EnvironmentBackup.CopyAsync(opened, target, hasDatabase: true, default);
        Assert.True(new FileInfo(database!).Length > 1000);
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(directory, "files"), "*", SearchOption.AllDirectories).Count(),
            Directory.EnumerateFiles(Path.Combine(target, "files"), "*", SearchOption.AllDirectories).Count());
        if (engine.Engine == DatabaseEngine.Sqlite)
        {
            await using var copy = await OpenAsync(target);
            Assert.Equal(45, copy.Environment.DatabaseVersion);
        }

        await Assert.ThrowsAsync<TracException>(() => EnvironmentBackup.CopyAsync(opened, target, hasDatabase: true, default).AsTask());
        await Assert.ThrowsAsync<TracException>(() => EnvironmentBackup.CopyAsync(opened, Path.Combine(directory, "inside"), hasDatabase: true, default).AsTask());
    }

    internal static EnvironmentConfiguration Configure(string directory) => EnvironmentConfiguration.Open(
        ConfigurationFiles.ForEnvironment(directory, null, false), TimeProvider.System, NullLogger.Instance);

    internal static ValueTask<OpenedEnvironment> OpenAsync(string directory, bool readOnly = false) =>
        EnvironmentOpener.OpenAsync(directory, Configure(directory), readOnly, NullLogger.Instance, TimeProvider.System, default);

    internal static string Files(string directory) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks} {(File.Exists(path) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) : "")}"));

    private async Task<EnvironmentCreation> CreationAsync(string name) => new()
    {
        Directory = Path.Combine(engine.Directory, name),
        Database = engine.Engine == DatabaseEngine.Sqlite ? "sqlite:db/trac.db" : await engine.GoldenAsync() + "?schema=made_here",
    };

    private async Task<string> GoldenAsync()
    {
        var ini = Path.Combine(engine.Directory, "conf", "trac.ini");
        var text = await File.ReadAllTextAsync(ini);
        await File.WriteAllTextAsync(ini, text.Replace("sqlite:db/trac.db", await engine.GoldenAsync(), StringComparison.Ordinal));
        return engine.Directory;
    }
}
