using System.Globalization;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Environments;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Host.Plugins;
using OffTrac.Host.Web;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Sdk.Testing;

/// <summary>
/// An environment in a directory of its own, served by the real host inside the test's process, with plugins in load contexts of their
/// own. Stands for Trac's <c>EnvironmentStub</c>. Dispose it, and all of it is gone.
/// </summary>
public sealed class TestEnvironment : IAsyncDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_unloadLimit = TimeSpan.FromSeconds(60);

    private readonly string _root;
    private readonly LogLines _log;
    private readonly ILoggerFactory _loggers;
    private readonly OffTracHost _host;
    private readonly WebServer? _web;
    private readonly HttpClient? _http;

    private TestEnvironment(string root, LogLines log, ILoggerFactory loggers, OffTracHost host, WebServer? web)
    {
        (_root, _log, _loggers, _host, _web) = (root, log, loggers, host, web);
        _http = web is null ? null : new HttpClient { BaseAddress = new Uri(web.Urls[0] + "/") };
    }

    /// <summary>Directory of the environment.</summary>
    public string Directory => Served.Directory;

    /// <summary>The environment as components see it.</summary>
    public IEnvironment Environment => Served.Environment;

    /// <summary>Everything that was logged so far, one line an entry, from information upwards.</summary>
    public string Log => _log.Text;

    /// <summary>Speaks to the environment; only with <see cref="TestEnvironmentOptions.ServesHttp"/>.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException($"This environment answers no requests; start it with {nameof(TestEnvironmentOptions.ServesHttp)} = true.");

    private EnvironmentHost Served => _host.Environments.Served[0];

    private string Plugins => Path.Combine(_root, "plugins");

    /// <summary>Makes the environment and starts the host.</summary>
    /// <param name="options">What it is to be.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="TracException">A plugin is not there, the ini is bad or the database can't be made.</exception>
    public static async Task<TestEnvironment> StartAsync(TestEnvironmentOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var root = System.IO.Directory.CreateTempSubdirectory("offtrac-test-").FullName;
        var log = new LogLines();
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        OffTracHost? host = null;
        try
        {
            var config = await WriteFilesAsync(root, options, cancellation).ConfigureAwait(false);
            host = await OffTracHost.StartAsync(
                new HostStartup { Mode = HostMode.Serve, ConfigFile = config, Loggers = loggers, Time = options.Time, IsReadOnly = options.IsReadOnly }, cancellation).ConfigureAwait(false);
            if (host.Environments.Served[0].Problem is { } problem)
                throw new TracException(problem);
            var web = options.ServesHttp
                ? await WebServer.StartAsync(host, new WebOptions { Urls = ["http://127.0.0.1:0"], HtpasswdFile = options.Htpasswd }, cancellation).ConfigureAwait(false)
                : null;
            return new TestEnvironment(root, log, loggers, host, web);
        }
        catch
        {
            if (host is not null)
                await host.DisposeAsync().ConfigureAwait(false);
            loggers.Dispose();
            System.IO.Directory.Delete(root, recursive: true);
            throw;
        }
    }

    /// <summary>A service of the environment, such as <c>ITicketStore</c>.</summary>
    /// <typeparam name="T">A service that components may ask for.</typeparam>
    public T Get<T>()
        where T : class => Served.Get<T>();

    /// <summary>The environment's components that implement an extension point of the SDK.</summary>
    /// <typeparam name="T">The extension point.</typeparam>
    public IExtensionPoint<T> ExtensionPoint<T>()
        where T : class => Served.ExtensionPoint<T>();

    /// <summary>Whether a component is enabled and running.</summary>
    /// <param name="component">Full name, compared without case.</param>
    public bool IsEnabled(string component) => Served.IsEnabled(component);

    /// <summary>One line for each component: its name, whether it runs, and why.</summary>
    public IReadOnlyList<string> DescribeComponents() =>
        [.. Served.Components.Select(status => $"{status.Description.Name}: {(status.IsEnabled ? "enabled" : "off")}, {status.Reason}")];

    /// <summary>Runs a job of an enabled <see cref="IScheduledTask"/> at once, as the scheduler would, whether or not a scheduler is there.</summary>
    /// <param name="run">The run; it keeps what the task logs and reports.</param>
    /// <param name="cancellation">Handed to the task.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="TracException">No enabled component has a job of this name. What the task itself throws is thrown as it is.</exception>
    public async Task<TaskResult> RunTaskAsync(TestTaskRun run, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var ran = await ExtensionPoint<IScheduledTask>().AskFirstAsync(run, RunIfItsOwnAsync, cancellation).ConfigureAwait(false);
        return await (ran ?? throw new TracException($"No enabled component has a job '{run.Job}'.")).ConfigureAwait(false);
    }

    /// <summary>Puts a plugin's files over those that are there, and waits until the host has taken them up.</summary>
    /// <param name="plugin">Name of a plugin project or directory of a built plugin, as in the options.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task AddPluginAsync(string plugin, CancellationToken cancellation = default)
    {
        CopyPlugin(plugin, Plugins);
        return RefreshAsync(cancellation);
    }

    /// <summary>Deletes a plugin's folder, and waits until the host has let its components go.</summary>
    /// <param name="plugin">Name of the plugin's folder.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task RemovePluginAsync(string plugin, CancellationToken cancellation = default)
    {
        var folder = System.IO.Directory.GetDirectories(Plugins).FirstOrDefault(folder => Path.GetFileName(folder) == plugin)
            ?? throw new TracException(
                $"There is no plugin '{plugin}' to remove; there are: {string.Join(", ", System.IO.Directory.GetDirectories(Plugins).Select(Path.GetFileName))}.");
        System.IO.Directory.Delete(folder, recursive: true);
        return RefreshAsync(cancellation);
    }

    /// <summary>Waits until the last unloading of a plugin has come to an end.</summary>
    /// <param name="pluginId">Identity of the plugin.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns><c>unloaded</c> when its load context is gone from memory; otherwise what holds it.</returns>
    public async Task<string> WaitForUnloadAsync(string pluginId, CancellationToken cancellation = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var unload = _host.Plugins.Unloads.FirstOrDefault(unload => unload.Plugin == pluginId);
            switch (unload?.State)
            {
                case UnloadState.Gone:
                    return "unloaded";
                case UnloadState.Held or UnloadState.LeftBehind:
                    return unload.Detail;
                default:
                    if (TimeProvider.System.GetElapsedTime(started) > s_unloadLimit)
                        return string.Create(CultureInfo.InvariantCulture, $"not unloaded within {s_unloadLimit.TotalSeconds} s: {unload?.Detail ?? "no unload has begun"}");
                    await Task.Delay(s_poll, cancellation).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_web is not null)
        {
            await _web.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await _web.DisposeAsync().ConfigureAwait(false);
        }

        await _host.DisposeAsync().ConfigureAwait(false);
        _loggers.Dispose();
        System.IO.Directory.Delete(_root, recursive: true);
    }

    /// <summary>The task comes back ended, so that its exception reaches the test instead of the guard of extension points.</summary>
    private static async ValueTask<Task<TaskResult>?> RunIfItsOwnAsync(IScheduledTask task, TestTaskRun run, CancellationToken cancellation)
    {
        if (task.Jobs.All(job => job.Name != run.Job))
            return null;
        var running = RunAsync(task, run, cancellation);
        await Task.WhenAny(running).ConfigureAwait(false);
        return running;
    }

    private static async Task<TaskResult> RunAsync(IScheduledTask task, TestTaskRun run, CancellationToken cancellation) =>
        await task.RunAsync(run, cancellation).ConfigureAwait(false);

    private static async Task<string> WriteFilesAsync(string root, TestEnvironmentOptions options, CancellationToken cancellation)
    {
        var plugins = Path.Combine(root, "plugins");
        System.IO.Directory.CreateDirectory(plugins);
        foreach (var plugin in options.Plugins)
            CopyPlugin(plugin, plugins);
        var environment = Path.Combine(root, "test");
        if (options.CopyOf is { } original)
        {
            CopyFiles(original, environment);
        }
        else
        {
            await EnvironmentCreator.CreateAsync(
                new EnvironmentCreation { Directory = environment, Database = options.Database, EnabledAreas = [] }, cancellation).ConfigureAwait(false);
        }

        await File.WriteAllTextAsync(Path.Combine(environment, "conf", "offtrac.ini"), options.Ini, cancellation).ConfigureAwait(false);
        var config = Path.Combine(root, "host.ini");
        await File.WriteAllTextAsync(config, $"[host]\nenvironments = {environment}\nplugins = {plugins}\n", cancellation).ConfigureAwait(false);
        return config;
    }

    private static void CopyPlugin(string plugin, string plugins)
    {
        var (source, name) = BuiltPlugins.Find(plugin);
        CopyFiles(source, Path.Combine(plugins, name));
    }

    private static void CopyFiles(string source, string target)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private Task RefreshAsync(CancellationToken cancellation) => _host.Plugins.RefreshAsync(static _ => true, cancellation);
}
