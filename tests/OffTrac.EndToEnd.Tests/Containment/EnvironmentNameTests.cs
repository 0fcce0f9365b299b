using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class EnvironmentNameTests
{
    [Fact]
    public async Task TwoEnvironmentsOfOneName_AreRefusedInOneLine()
    {
        using var first = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        using var second = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var error = await RefuseAsync(first.Path, second.Path);
        Assert.Contains(first.Path, error, StringComparison.Ordinal);
        Assert.Contains(second.Path, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("Health")]
    public async Task EnvironmentWithANameThatTheHostNeeds_IsRefusedInOneLine(string name)
    {
        using var directory = new TemporaryDirectory(name);
        Directory.Delete(directory.Path);
        FixtureFiles.Copy(FixtureFiles.PathOf("trac-1.6-sqlite"), directory.Path);
        var error = await RefuseAsync(directory.Path);
        Assert.Contains(directory.Path, error, StringComparison.Ordinal);
        Assert.Contains($"must not be called {name}", error, StringComparison.Ordinal);
    }

    private static async Task<string> RefuseAsync(params string[] environments)
    {
        var outcome = await OffTracCommand.RunAsync(["serve", .. environments, "--urls", "http://127.0.0.1:0"]);
        Assert.NotEqual(0, outcome.ExitCode);
        return Assert.Single(outcome.Error.Trim().Split('\n'));
    }
}
