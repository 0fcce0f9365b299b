using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.Core.Environments;
using OffTrac.Core.Security.Passwords;
using OffTrac.Host.Hosting;
using OffTrac.Host.Web;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary><c>serve</c>: the host with its web server, until a signal ends it.</summary>
internal static class ServeCommand
{
    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "serve",
            Summary = "Serves environments over HTTP until Ctrl-C or SIGTERM; without ENV those of ./offtrac.ini, or the embedded one in data/default.",
            Needs = CommandNeeds.Configuration,
            Arguments =
            [
                new() { Name = "ENV", Description = "Directories of environments. ./offtrac.ini is then read only with --config.", IsOptional = true, TakesMany = true },
            ],
            Options =
            [
                new() { Name = "--urls", ValueName = "URL", TakesMany = true, Description = "Addresses to listen on; [host] urls, or http://127.0.0.1:8000, if left out." },
                new() { Name = "--htpasswd", ValueName = "FILE", Description = "Password file for basic authentication under /login." },
                new() { Name = "--htdigest", ValueName = "FILE", Description = "Password file for digest authentication under /login." },
                new() { Name = "--realm", ValueName = "REALM", Description = "Realm of the authentication." },
                new() { Name = "--read-only", IsFlag = true, Description = "Refuses every write." },
            ],
        }, ServeAsync),
    ];

    private static async ValueTask<CommandResult> ServeAsync(CommandContext context, CancellationToken cancellation)
    {
        var console = context.Console;
        string[] directories = [.. context.Options.Environments.Concat(context.Input.All("ENV")).Select(console.FullPath)];
        var configFile = directories.Length > 0 && context.Options.ConfigFile is null ? null : EnvironmentChoice.FindHostFile(context.Options, console);
        var options = ReadOptions(configFile, context);
        // A mistake is told before anything is opened, made or logged.
        Check(directories, options);
        using var loggers = CommandLoggers.Create(context.Options.IsVerbose ? LogLevel.Debug : LogLevel.Information);
        var startup = new HostStartup
        {
            Mode = HostMode.Serve,
            ConfigFile = configFile,
            Environments = directories,
            IsReadOnly = context.Input.Has("--read-only"),
            Loggers = loggers,
            Time = console.Time,
        };
        try
        {
            var host = await OffTracHost.StartAsync(startup, cancellation).ConfigureAwait(false);
            await using (host.ConfigureAwait(false))
                await ListenAsync(host, options, context, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // A signal is how serving ends.
        }

        return CommandResult.Done;
    }

    private static async Task ListenAsync(OffTracHost host, WebOptions options, CommandContext context, CancellationToken cancellation)
    {
        var web = await WebServer.StartAsync(host, options, cancellation).ConfigureAwait(false);
        await using (web.ConfigureAwait(false))
        {
            var names = string.Join(", ", host.Environments.Served.Select(environment =>
                environment.Problem is null ? environment.Name : environment.Name + " (not open)"));
            await context.Console.Out.WriteLineAsync($"Serving {names} on {string.Join(", ", web.Urls)}").ConfigureAwait(false);
            await context.Console.Out.FlushAsync(cancellation).ConfigureAwait(false);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var registration = cancellation.Register(ended.SetResult);
            await using (registration.ConfigureAwait(false))
                await ended.Task.ConfigureAwait(false);
            await web.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // What was typed wins over [host].
    private static WebOptions ReadOptions(string? configFile, CommandContext context)
    {
        using var configuration = HostConfiguration.Open(configFile, readOnly: true, context.Console.Time, NullLogger.Instance);
        var (input, configured) = (context.Input, WebOptions.Of(configuration));
        return configured with
        {
            Urls = input.Has("--urls") ? [.. input.All("--urls").SelectMany(Split)] : configured.Urls,
            HtpasswdFile = input["--htpasswd"] is { } basic ? context.Console.FullPath(basic) : configured.HtpasswdFile,
            HtdigestFile = input["--htdigest"] is { } digest ? context.Console.FullPath(digest) : configured.HtdigestFile,
            Realm = input["--realm"] ?? configured.Realm,
        };
    }

    private static string[] Split(string urls) =>
        urls.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Check(string[] directories, WebOptions options)
    {
        foreach (var directory in directories)
            EnvironmentDirectory.Check(directory);
        if (options.HtpasswdFile is { } basic)
            CheckReadable(new HtpasswdFile(basic));
        if (options.HtdigestFile is { } digest)
            CheckReadable(new HtdigestFile(digest, options.Realm));
        ListenAddresses.Check(options.Urls);
    }

    private static void CheckReadable(PasswordFile file)
    {
        if (!File.Exists(file.File))
            throw new UsageException($"There is no password file '{file.File}'.");
        _ = file.Users;
    }
}
