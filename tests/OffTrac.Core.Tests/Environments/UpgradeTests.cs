using Dapper;
using OffTrac.Core.Environments;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Environments;

/// <summary><c>env upgrade</c> on both engines.</summary>
public abstract class UpgradeTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Upgrade_MakesTablesThenRaisesTheirVersion_BackupFirst_AndThenHasNothingToDo()
    {
        await using var opened = await OpenAsync();
        var first = await EnvironmentUpgrade.RunAsync(opened, new TestComposition(opened.Database, new TestOwner(1)), new UpgradeRequest(), default);
        Assert.Single(first.Steps);
        Assert.True(new FileInfo(first.Backup!).Length > 1000);
        Assert.Matches(
            engine.Engine == DatabaseEngine.Sqlite ? @"/db/sqlite\.45\.\d+\.bak$" : @"/db/postgres\.45\.\d+\.bak\.gz$", first.Backup!);

        var newer = new TestComposition(opened.Database, new TestOwner(3, "INSERT INTO offtrac_notes (body) VALUES ('step')"));
        Assert.Equal(2, (await EnvironmentUpgrade.PlanAsync(newer, false, default)).Count);
        var second = await EnvironmentUpgrade.RunAsync(opened, newer, new UpgradeRequest { HasBackup = false }, default);
        Assert.Equal(2, second.Steps.Count);
        Assert.Null(second.Backup);
        Assert.Equal("3", await ValueAsync(opened, "SELECT value FROM system WHERE name = 'offtrac_notes_version'"));
        Assert.Equal("2", await ValueAsync(opened, "SELECT CAST(count(*) AS text) FROM offtrac_notes"));
        Assert.Equal("45", await ValueAsync(opened, "SELECT value FROM system WHERE name = 'database_version'"));
        Assert.Empty((await EnvironmentUpgrade.RunAsync(opened, newer, new UpgradeRequest(), default)).Steps);
    }

    [SkippableTheory]
    [InlineData("INSERT INTO no_such_table VALUES (1)")]
    [InlineData("UPDATE system SET value = '46' WHERE name = 'database_version'")]
    public async Task Upgrade_WhoseStepFailsOrTouchesTracsVersion_IsUndone(string sql)
    {
        await using var opened = await OpenAsync();
        var request = new UpgradeRequest { HasBackup = false };
        await EnvironmentUpgrade.RunAsync(opened, new TestComposition(opened.Database, new TestOwner(1)), request, default);
        await Assert.ThrowsAnyAsync<Exception>(() => EnvironmentUpgrade.RunAsync(
            opened, new TestComposition(opened.Database, new TestOwner(2, sql)), request, default).AsTask());
        Assert.Equal("1", await ValueAsync(opened, "SELECT value FROM system WHERE name = 'offtrac_notes_version'"));
        Assert.Equal("45", await ValueAsync(opened, "SELECT value FROM system WHERE name = 'database_version'"));
    }

    [SkippableFact]
    public async Task Upgrade_RunsParticipantsThatNeedIt_AndMakesIndicesWhenAsked()
    {
        await using var opened = await OpenAsync();
        var owner = new TestOwner(1) { Needs = true };
        var report = await EnvironmentUpgrade.RunAsync(
            opened, new TestComposition(opened.Database, owner), new UpgradeRequest { HasBackup = false, HasIndices = true }, default);
        Assert.Contains(report.Steps, step => step.Contains("its page is missing", StringComparison.Ordinal));
        Assert.Contains("make index offtrac_ticket_changetime_idx", report.Steps);
        Assert.Equal("1", await ValueAsync(opened, "SELECT CAST(count(*) AS text) FROM wiki WHERE name = 'Mended'"));
        owner.Needs = false;
        Assert.Empty(await EnvironmentUpgrade.PlanAsync(new TestComposition(opened.Database, owner), true, default));
    }

    [SkippableFact]
    public async Task Upgrade_WhoseBackupFails_ChangesNothing()
    {
        await using var opened = await OpenAsync();
        var composition = new TestComposition(opened.Database, new TestOwner(1));
        var taken = Path.Combine(engine.Directory, "taken");
        await File.WriteAllTextAsync(taken, "");
        await Assert.ThrowsAsync<TracException>(() => EnvironmentUpgrade.RunAsync(
            opened, composition, new UpgradeRequest { BackupFile = taken }, default).AsTask());
        Assert.Single(await EnvironmentUpgrade.PlanAsync(composition, false, default));
        Assert.Equal("", await File.ReadAllTextAsync(taken));
    }

    private static async Task<string?> ValueAsync(OpenedEnvironment opened, string sql) => await opened.Database.ReadAsync(
        sql, static async (session, sql, _) => await session.Connection.ExecuteScalarAsync<string?>(sql, transaction: session.Transaction), default);

    private async Task<OpenedEnvironment> OpenAsync()
    {
        var ini = Path.Combine(engine.Directory, "conf", "trac.ini");
        var text = await File.ReadAllTextAsync(ini);
        await File.WriteAllTextAsync(ini, text.Replace("sqlite:db/trac.db", await engine.GoldenAsync(), StringComparison.Ordinal));
        return await EnvironmentTests.OpenAsync(engine.Directory);
    }
}
