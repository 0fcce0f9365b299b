using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Environments;
using OffTrac.Host.Web.Authentication;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Web;

/// <summary>A copy of the recorded environment with the components that a test gives it; permissions are a set of actions per user.</summary>
internal sealed class TestEnvironment : IServedEnvironment, IPermissions, IAsyncDisposable
{
    private readonly TemporaryDirectory _copy;
    private readonly OpenedEnvironment _opened;
    private readonly bool _readOnly;

    private TestEnvironment(string name, TemporaryDirectory copy, TestConfiguration configuration, OpenedEnvironment opened, bool readOnly)
    {
        Name = name;
        _copy = copy;
        _opened = opened;
        _readOnly = readOnly;
        Configuration = configuration;
        Replace([]);
    }

    public string Name { get; }

    public string? Problem { get; set; }

    public TestConfiguration Configuration { get; }

    public string Directory => _copy.Path;

    public HashSet<(string User, string Action)> Grants { get; } = [];

    public ExtensionPoints Points { get; } = new(TimeProvider.System, NullLogger.Instance);

    public IEnvironment Environment => Problem is null ? _opened.Environment : throw new TracException(Problem);

    public IDatabase Database => Problem is null ? _opened.Database : throw new TracException(Problem);

    public IPermissions Permissions => this;

    public static async Task<TestEnvironment> OpenAsync(string name = "trac-1.6-sqlite", bool readOnly = false)
    {
        var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var configuration = new TestConfiguration { ["trac", "database"] = "sqlite:db/trac.db", ["project", "name"] = "Harbour <" + name + ">" };
        var opened = await EnvironmentOpener.OpenAsync(copy.Path, configuration, readOnly, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        return new TestEnvironment(name, copy, configuration, opened, readOnly);
    }

    /// <summary>Runs these components beside the module for login.</summary>
    public void Replace(IEnumerable<(string Name, object Instance)> components, bool login = true)
    {
        var entries = components.Select(component => TestComponents.Entry(component.Name, component.Instance)).ToList();
        if (login)
            entries.Insert(0, TestComponents.Entry("trac.web.auth.LoginModule", new LoginModule(_opened.Environment, _opened.Database, TimeProvider.System), "core"));
        Points.Replace(entries);
    }

    public bool IsEnabled(string component) => Points.Components.Any(running => running.Name == component);

    public IExtensionPoint<T> ExtensionPoint<T>()
        where T : class
        => Points.Get<T>();

    public ValueTask<bool> CheckAsync(string action, string user, Resource? resource, CancellationToken cancellation) => new(Grants.Contains((user, action)));

    public async ValueTask RequireAsync(string action, string user, Resource? resource, CancellationToken cancellation)
    {
        if (!await CheckAsync(action, user, resource, cancellation))
            throw new PermissionException(action, user, resource);
    }

    public ValueTask<IReadOnlyList<string>> GetActionsAsync(string user, CancellationToken cancellation) => new([.. Grants.Where(g => g.User == user).Select(g => g.Action)]);

    public ValueTask<IReadOnlyList<string>> GetUsersWithPermissionAsync(string action, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> GetGroupsAsync(string user, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> GetDeclaredActionsAsync(CancellationToken cancellation) => new((IReadOnlyList<string>)[]);

    public async ValueTask DisposeAsync()
    {
        await _opened.DisposeAsync();
        _copy.Dispose();
    }
}
