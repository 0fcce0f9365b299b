using Dapper;
using OffTrac.Core.Environments;
using OffTrac.Sdk;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Environments;

/// <summary>Environments as Trac 1.0, 1.2 and 1.6 left them.</summary>
public sealed class OldEnvironmentTests
{
    [Theory]
    [InlineData("trac-1.0-sqlite", 29, false)]
    [InlineData("trac-1.2-sqlite", 41, false)]
    [InlineData("trac-1.6-sqlite", 45, true)]
    public async Task Open_AndRead_ChangesNoFile(string fixture, int version, bool isNew)
    {
        using var copy = FixtureFiles.CopyEnvironment(fixture);
        var before = EnvironmentTests.Files(copy.Path);
        await using (var opened = await EnvironmentTests.OpenAsync(copy.Path))
        {
            Assert.Equal(version, opened.Environment.DatabaseVersion);
            Assert.Equal((isNew, !isNew, isNew), (opened.Environment.Traits.HasEnumDescription, opened.Environment.Traits.HasAddressColumns, opened.Environment.Traits.StoresEmptyAsNull));
            Assert.True(await opened.Database.ReadAsync(0, static async (session, _, _) => await session.Connection.ExecuteScalarAsync<int>(
                "SELECT count(*) FROM ticket", transaction: session.Transaction), default) > 0);
        }

        Assert.Equal(before, EnvironmentTests.Files(copy.Path));
    }

    [Theory]
    [InlineData("Trac Environment Version 2\n")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Open_WithoutTracsVersionFile_IsRefused(string? text)
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        File.Delete(copy.Combine("VERSION"));
        if (text is not null)
            await File.WriteAllTextAsync(copy.Combine("VERSION"), text);
        var refusal = await Assert.ThrowsAsync<TracException>(async () => await EnvironmentTests.OpenAsync(copy.Path));
        Assert.Contains("VERSION", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_IsKnownByItsRealPath()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        using var elsewhere = new TemporaryDirectory();
        var link = elsewhere.Combine("link");
        Directory.CreateSymbolicLink(link, copy.Path);
        await using var opened = await EnvironmentTests.OpenAsync(link);
        Assert.Equal((copy.Path, "trac-1.6-sqlite"), (opened.Environment.Directory, opened.Environment.Name));
    }
}
