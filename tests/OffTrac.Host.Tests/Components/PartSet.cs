using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Host.Components;
using OffTrac.Sdk.Components;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Components;

/// <summary>A set of components over an ini that the test writes.</summary>
internal sealed class PartSet : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new("parts");
    private readonly ExtensionPoints _points = new(TimeProvider.System, NullLogger.Instance);
    private readonly ComponentSet _set;

    public PartSet(params Type[] types)
    {
        Write("parts.* = enabled");
        Configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(_directory.Path, null, readOnly: false), TimeProvider.System, NullLogger.Instance);
        Plugin = PluginComposition.Of("parts", new CoreLease(), types, NullLoggerFactory.Instance);
        _set = new ComponentSet(
            "test", ComponentScope.Environment, new ScopeServices(_points, Configuration).Offer(() => Journal), _points,
            new ComponentChecks(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
    }

    public Journal Journal { get; } = new();

    public EnvironmentConfiguration Configuration { get; }

    public PluginComposition Plugin { get; }

    public IExtensionPoint<IPart> Parts => _points.Get<IPart>();

    private string Ini => Path.Combine(_directory.Path, "conf", "offtrac.ini");

    public async Task ApplyAsync(params string[] rules)
    {
        if (rules.Length > 0)
        {
            Write(rules);
            Configuration.Refresh();
        }

        await _set.ApplyAsync(
            [Plugin], ComponentDecisions.By(EnablementRules.From(Configuration)), DeliveryChoice.By(Configuration), CancellationToken.None);
    }

    public Task StartBackgroundAsync() => _set.StartBackgroundAsync(CancellationToken.None);

    public ComponentStatus Status(string component) => _set.Statuses.Single(status => status.Description.Name == component);

    /// <summary>Which instance answers for each component.</summary>
    public async Task<Dictionary<string, int>> IdentitiesAsync()
        => (await Parts.AskAllAsync(0, static (part, _, token) => part.IdentityAsync(token), CancellationToken.None))
            .ToDictionary(answer => answer.Component, answer => answer.Value);

    public async ValueTask DisposeAsync()
    {
        _points.Replace([]);
        await _set.DisposeAsync();
        await Plugin.DisposeAsync();
        Configuration.Dispose();
        _directory.Dispose();
    }

    private void Write(params string[] rules)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Ini)!);
        File.WriteAllLines(Ini, ["[components]", .. rules.Where(rule => !rule.StartsWith('[')), .. rules.Where(rule => rule.StartsWith('[')).SelectMany(rule => rule.Split('|'))]);
    }
}
