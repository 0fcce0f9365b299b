using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.ExtensionPoints;

/// <summary>A served environment with a plugin that has a component for each extension point.</summary>
public sealed class EveryPointHost : IAsyncLifetime
{
    private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
    private HostProcess? _process;

    internal HostProcess Process => _process ?? throw new InvalidOperationException("The host has not started.");

    public string Directory => _copy.Path;

    private string LogBook => _copy.Combine("log", "logbook.txt");

    public async Task InitializeAsync()
    {
        PluginFixture.Install("EveryPoint", Directory);
        var ini = _copy.Combine("conf", "trac.ini");
        var text = await File.ReadAllTextAsync(ini);
        text = text
            .Replace("smtp_enabled = disabled", "smtp_enabled = enabled", StringComparison.Ordinal)
            .Replace("email_sender = SmtpEmailSender", "email_sender = Signals", StringComparison.Ordinal)
            .Replace("email_address_resolvers = SessionEmailResolver", "email_address_resolvers = Signals", StringComparison.Ordinal)
            .Replace("permission_store = DefaultPermissionStore", "permission_store = LedgerStore", StringComparison.Ordinal)
            .Replace("permission_policies = ", "permission_policies = Pilots,", StringComparison.Ordinal);
        await File.WriteAllTextAsync(ini, text);
        await File.WriteAllTextAsync(_copy.Combine("conf", "offtrac.ini"), $"[everypoint]\nfile = {LogBook}\n");
        _process = await HostProcess.ServeAsync(Directory);
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _copy.Dispose();
    }

    internal Task<CommandOutcome> RunAsync(params IEnumerable<string> words) => OffTracCommand.RunAsync(["--env", Directory, .. words]);

    internal async Task<string> ReadLogBookAsync() => File.Exists(LogBook) ? await File.ReadAllTextAsync(LogBook) : "";

    /// <summary>What the call that waits for ever has come to.</summary>
    internal async Task<string> ReadWaitAsync() => File.Exists(LogBook + ".wait") ? await File.ReadAllTextAsync(LogBook + ".wait") : "";

    internal async Task<string> ReadSignalsAsync() => File.Exists(LogBook + ".signals") ? await File.ReadAllTextAsync(LogBook + ".signals") : "";
}
