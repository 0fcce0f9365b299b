using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Host.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Security;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Components;

/// <summary>Core's part and a plugin's part of one component of Trac.</summary>
public sealed class SharedNameTests
{
    private const string Name = "parts.Shared";

    [Fact]
    public void Core_and_a_plugin_may_share_a_name_when_they_answer_different_points()
    {
        var statuses = Plan(("core", typeof(Actions)), ("first", typeof(Checks)));

        Assert.All(statuses, status => Assert.True(status.IsEnabled, status.Reason));
    }

    [Fact]
    public void Plugin_that_answers_the_same_point_as_Core_under_its_name_is_refused()
    {
        var statuses = Plan(("core", typeof(Actions)), ("first", typeof(OtherActions)));

        Assert.Equal("plugin core has a component of this name already", statuses.Single(status => status.Description.Plugin == "first").Reason);
    }

    [Fact]
    public void Second_plugin_of_a_name_is_refused()
    {
        var statuses = Plan(("core", typeof(Actions)), ("first", typeof(Checks)), ("second", typeof(Describes)));

        Assert.True(statuses.Single(status => status.Description.Plugin == "first").IsEnabled);
        Assert.Equal("plugin first has a component of this name already", statuses.Single(status => status.Description.Plugin == "second").Reason);
    }

    private static IReadOnlyList<ComponentStatus> Plan(params (string Plugin, Type Type)[] parts)
    {
        using var directory = new TemporaryDirectory("shared");
        Directory.CreateDirectory(directory.Combine("conf"));
        File.WriteAllText(directory.Combine("conf", "offtrac.ini"), "[components]\nparts.* = enabled\n");
        using var configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(directory.Path, null, readOnly: false), TimeProvider.System, NullLogger.Instance);
        var points = new ExtensionPoints(TimeProvider.System, NullLogger.Instance);
        return new ComponentPlan(
            [.. parts.Select(part => PluginComposition.Of(part.Plugin, new CoreLease(), [part.Type], NullLoggerFactory.Instance))],
            ComponentScope.Environment, new ScopeServices(points, configuration), ComponentDecisions.By(EnablementRules.From(configuration))).Statuses;
    }

    [Component(Name)]
    public sealed class Actions : IPermissionRequestor
    {
        public IReadOnlyList<PermissionAction> GetPermissionActions() => ["PART_VIEW"];
    }

    [Component(Name)]
    public sealed class OtherActions : IPermissionRequestor
    {
        public IReadOnlyList<PermissionAction> GetPermissionActions() => ["PART_EDIT"];
    }

    [Component(Name)]
    public sealed class Checks : IHealthContributor
    {
        public ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation) => new(new HealthReport());
    }

    [Component(Name)]
    public sealed class Describes : ISystemInfoProvider
    {
        public ValueTask<IReadOnlyList<SystemInfo>> GetSystemInfoAsync(CancellationToken cancellation) => new([]);
    }
}
