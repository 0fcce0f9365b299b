using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace OffTrac.EndToEnd.Tests.Processes;

/// <summary>A running <c>offtrac serve</c>.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(ProcessStartInfo start)
    {
        Process = new Process { StartInfo = start, EnableRaisingEvents = true };
        Process.OutputDataReceived += (_, line) => Note(line.Data);
        Process.ErrorDataReceived += (_, line) => Note(line.Data);
        Process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The host ended:\n{Output}"));
    }

    public Process Process { get; }

    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    public HttpClient Http { get; private set; } = new();

    /// <summary>Everything that it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts the host on a free port and waits until it listens.</summary>
    public static Task<HostProcess> ServeAsync(params IEnumerable<string> arguments) => ServeInAsync(Path.GetTempPath(), arguments);

    /// <summary>The same in a directory, whose <c>offtrac.ini</c> it reads.</summary>
    public static Task<HostProcess> ServeInAsync(string workingDirectory, params IEnumerable<string> arguments)
    {
        var start = OffTracCommand.Start(["serve", .. arguments, "--urls", "http://127.0.0.1:0"]);
        start.WorkingDirectory = workingDirectory;
        return StartAsync(start);
    }

    /// <summary>Starts any command that serves, and waits until it listens.</summary>
    public static async Task<HostProcess> StartAsync(ProcessStartInfo start)
    {
        var host = new HostProcess(start);
        host.Process.Start();
        host.Process.StandardInput.Close();
        host.Process.BeginOutputReadLine();
        host.Process.BeginErrorReadLine();
        try
        {
            host.Url = await host._listening.Task.WaitAsync(s_startLimit);
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException($"The host does not listen:\n{host.Output}", exception);
        }

        host.Http = new HttpClient { BaseAddress = host.Url };
        return host;
    }

    /// <summary>Files of the plugin that are mapped into the process, as the kernel sees it.</summary>
    public async Task<IReadOnlyList<string>> MappedAsync(string plugin)
    {
        var maps = await File.ReadAllLinesAsync($"/proc/{Process.Id}/maps");
        return
        [
            .. maps.Where(line => line.EndsWith($"/{plugin}.dll", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await Process.WaitForExitAsync();
        return Process.ExitCode;
    }

    /// <summary>SIGSTOP: the process stands still, with all its threads and connections.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!Process.HasExited)
            await KillAsync();
        Process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (Address().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Value + "/"));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
