using OffTrac.TestServers;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>Every exchange that was recorded of a real Trac with TracXMLRPC has the same answer here, on both engines.</summary>
public sealed class ReplayTests
{
    [Fact]
    public Task RecordedExchanges_HaveTheSameAnswers_OnSqlite() => PlayAsync(isPostgreSql: false, isVariant: false);

    [SkippableFact]
    public Task RecordedExchanges_HaveTheSameAnswers_OnPostgreSql()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        return PlayAsync(isPostgreSql: true, isVariant: false);
    }

    [Fact]
    public Task ExchangesUnderOtherSettings_HaveTheSameAnswers_OnSqlite() => PlayAsync(isPostgreSql: false, isVariant: true);

    [SkippableFact]
    public Task ExchangesUnderOtherSettings_HaveTheSameAnswers_OnPostgreSql()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        return PlayAsync(isPostgreSql: true, isVariant: true);
    }

    private static async Task PlayAsync(bool isPostgreSql, bool isVariant)
    {
        var files = isVariant
            ? [FixtureFiles.PathOf("variant", "rpc.jsonl")]
            : Directory.GetFiles(FixtureFiles.PathOf("rpc"), "*.jsonl").Order(StringComparer.Ordinal).ToArray();
        var exchanges = RecordedExchange.Read(files);
        Assert.NotEmpty(exchanges);
        await using var site = await RecordedSite.StartAsync(isPostgreSql, isVariant);
        using var replayer = new Replayer(site.Address);
        var differences = await replayer.PlayAsync(exchanges);
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(100))}");
    }
}
