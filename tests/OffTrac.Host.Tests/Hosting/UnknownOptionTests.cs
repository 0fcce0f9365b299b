using Microsoft.Extensions.Logging;
using OffTrac.Host.Hosting;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Hosting;

public sealed class UnknownOptionTests
{
    [Fact]
    public async Task Unknown_option_is_logged_with_place_and_nearest_name_once_and_an_edit_is_looked_at()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var ini = Path.Combine(copy.Path, "conf", "offtrac.ini");
        await File.WriteAllTextAsync(ini, "[ticket]\ndefualt_type = task\n");
        using var log = new WarningLog();
        var startup = new HostStartup { Environments = [copy.Path], Loggers = log };
        await using var host = await OffTracHost.StartAsync(startup, CancellationToken.None);
        Assert.Single(log.Lines, $"{ini}:2: [ticket] defualt_type is not known; did you mean default_type?");

        await File.WriteAllTextAsync(ini, "[ticket]\ndefualt_type = task\nrestrict_owners = on\n");
        while (!log.Lines.Contains($"{ini}:3: [ticket] restrict_owners is not known; did you mean restrict_owner?"))
            await Task.Delay(50);
        Assert.Single(log.Lines, $"{ini}:2: [ticket] defualt_type is not known; did you mean default_type?");
    }

    private sealed class WarningLog : ILoggerFactory, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                _lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
