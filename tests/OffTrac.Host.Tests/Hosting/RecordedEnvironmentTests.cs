using OffTrac.Host.Hosting;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Hosting;

public sealed class RecordedEnvironmentTests
{
    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.2-sqlite")]
    [InlineData("trac-1.0-sqlite")]
    public async Task Host_opens_a_recorded_environment_with_cores_components_and_changes_no_file(string name)
    {
        using var copy = FixtureFiles.CopyEnvironment(name);
        var before = Contents(copy.Path);
        await using (var host = await OffTracHost.StartAsync(new HostStartup { Environments = [copy.Path] }, CancellationToken.None))
        {
            var environment = Assert.Single(host.Environments.Served);
            Assert.Null(environment.Problem);
            Assert.All(
                environment.Components.Where(component => component.Description.IsCore),
                component => Assert.True(component.IsEnabled == component.Description.Name.StartsWith("trac.", StringComparison.Ordinal), component.Reason));
            var ticket = await environment.Get<ITicketStore>().FindAsync(1, CancellationToken.None);
            Assert.Equal(1, ticket!.Id);
        }

        Assert.Equal(before, Contents(copy.Path));
    }

    private static Dictionary<string, string> Contents(string directory)
        => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
