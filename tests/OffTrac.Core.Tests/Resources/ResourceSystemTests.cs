using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Core.Resources;
using OffTrac.Core.Tests.Components;
using OffTrac.Core.Tests.Search;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Tests.Resources;

/// <summary>Trac's paths and names of the golden environment's things.</summary>
public sealed class ResourceSystemTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("ticket:1", "/ticket/1")]
    [InlineData("ticket:1@3", "/ticket/1?version=3")]
    [InlineData("wiki:WikiStart", "/wiki/WikiStart")]
    [InlineData("wiki:Guide%2FFirst%20Steps@2", "/wiki/Guide/First%20Steps?version=2")]
    [InlineData("wiki:A%23B%3F%25%26%2B%22", "/wiki/A%23B%3F%25%26%2B%22")]
    [InlineData("wiki:%E6%9D%8E", "/wiki/%E6%9D%8E")]
    [InlineData("wiki", "/wiki")]
    [InlineData("milestone:Hull", "/milestone/Hull")]
    [InlineData("report:1", "/report/1")]
    [InlineData("ticket:1@2/attachment:a%20b.txt", "/attachment/ticket/1/a%20b.txt")]
    [InlineData("wiki:A%23B/attachment", "/attachment/wiki/A%23B/")]
    public async Task Paths_are_those_of_Trac(string resource, string path) =>
        Assert.Equal(path, await AskAsync(resources => resources.GetPathAsync(Resource.Parse(resource), default)));

    [Theory]
    [InlineData("ticket:1", ResourceFormat.Default, "Ticket #1")]
    [InlineData("ticket:1", ResourceFormat.Compact, "#1")]
    [InlineData("ticket:99999", ResourceFormat.Summary, "Ticket #99999")]
    [InlineData("milestone:Hull", ResourceFormat.Default, "Milestone Hull")]
    [InlineData("milestone:Hull", ResourceFormat.Compact, "Hull")]
    [InlineData("wiki:WikiStart@3", ResourceFormat.Summary, "WikiStart")]
    [InlineData("report:1", ResourceFormat.Default, "report:1")]
    [InlineData("ticket:1/attachment:a.txt", ResourceFormat.Default, "Attachment 'a.txt' in Ticket #1")]
    [InlineData("ticket:1/attachment:a.txt", ResourceFormat.Compact, "a.txt (Ticket #1)")]
    [InlineData("ticket:1/attachment", ResourceFormat.Default, "Attachments of Ticket #1")]
    public async Task Names_are_those_of_Trac(string resource, ResourceFormat format, string name) =>
        Assert.Equal(name, await AskAsync(resources => resources.DescribeAsync(Resource.Parse(resource), format, default)));

    [Theory]
    [InlineData("ticket:1", true)]
    [InlineData("ticket:13", false)]
    [InlineData("ticket:x", false)]
    [InlineData("ticket:1@99999", false)]
    [InlineData("wiki:SafetyRules", true)]
    [InlineData("wiki:SafetyRules@99", false)]
    [InlineData("wiki:safetyrules", false)]
    [InlineData("milestone:Hull", true)]
    [InlineData("milestone:Hullo", false)]
    [InlineData("ticket:1/attachment:berth-before.txt", true)]
    [InlineData("ticket:2/attachment:berth-before.txt", false)]
    [InlineData("report:1", null)]
    public async Task Knows_what_exists(string resource, bool? exists) =>
        Assert.Equal(exists, await AskAsync(resources => resources.ExistsAsync(Resource.Parse(resource), default)));

    private async Task<T> AskAsync<T>(Func<ResourceSystem, ValueTask<T>> ask)
    {
        await using var database = await _engine.OpenGoldenAsync();
        using var configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(_engine.Directory, hostIni: null, readOnly: true), TimeProvider.System, NullLogger.Instance);
        var points = new ExtensionPoints(TimeProvider.System, NullLogger.Instance);
        var resources = new ResourceSystem(points.Get<IResourceManager>());
        points.Replace(
        [
            TestPoints.Entry("t", TestSystems.Tickets(database), new TestLease()),
            TestPoints.Entry("w", TestSystems.Wiki(database, configuration), new TestLease()),
            TestPoints.Entry("m", TestMilestoneModule.Of(database, resources, configuration), new TestLease()),
            TestPoints.Entry("a", TestSystems.Attachments(database, resources), new TestLease()),
        ]);
        Assert.Equal(["attachment", "milestone", "ticket", "wiki"], await resources.GetRealmsAsync(default));
        return await ask(resources);
    }
}
