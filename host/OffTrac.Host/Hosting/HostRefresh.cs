using OffTrac.Core.Components;
using OffTrac.Host.Environments;
using OffTrac.Host.Plugins;

namespace OffTrac.Host.Hosting;

/// <summary>Follows edits of the configuration and looks for stuck calls, about once a second, so that no request pays for it.</summary>
internal sealed class HostRefresh(OffTracHost host, HostComposition composition)
{
    private const int RetryEvery = 15;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = host.Loggers.CreateLogger("OffTrac.Hosting");
    private string _folders = Describe(PluginFolders.Of(host.Configuration, host.Environments.Served));

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_interval, host.Time);
        for (var round = 1; await NextAsync(timer, cancellation).ConfigureAwait(false); round++)
        {
            try
            {
                await RefreshAsync(retry: round % RetryEvery == 0, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                // An options listener of a plugin may have thrown; the text only, the exception would keep the plugin in memory.
                _logger.LogError("An edit of the configuration could not be taken up: {Error}", ExceptionText.Full(exception));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string Describe(IReadOnlyList<PluginFolder> folders)
        => string.Join('\n', folders.Select(folder => $"{folder.Level} {folder.Path} {string.Join(',', folder.Environments)}"));

    private async Task RefreshAsync(bool retry, CancellationToken cancellation)
    {
        composition.FindStalls();
        var edited = host.Configuration.Configuration.Refresh();
        foreach (var environment in host.Environments.Served)
        {
            edited |= await environment.RefreshAsync(cancellation).ConfigureAwait(false);
            edited |= retry && await ReopenAsync(environment, cancellation).ConfigureAwait(false);
        }

        if (edited)
        {
            await composition.ApplyHostAsync(cancellation).ConfigureAwait(false);
            await ChangeFoldersAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What could not be opened is tried again also when nobody asks for it: its own work may be due.</summary>
    private static async Task<bool> ReopenAsync(EnvironmentHost environment, CancellationToken cancellation)
        => environment.Problem is not null && await environment.EnsureOpenAsync(cancellation).ConfigureAwait(false);

    private async Task ChangeFoldersAsync(CancellationToken cancellation)
    {
        var folders = PluginFolders.Of(host.Configuration, host.Environments.Served);
        var description = Describe(folders);
        if (!string.Equals(description, _folders, StringComparison.Ordinal))
        {
            _folders = description;
            await host.Plugins.ChangeFoldersAsync(folders, cancellation).ConfigureAwait(false);
        }
    }
}
