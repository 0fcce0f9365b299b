using System.Diagnostics;
using System.Globalization;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Start;

/// <summary>From the start of the process to the first response, without plugins, with ten, and with ten that are loaded for good.</summary>
internal static class HostStart
{
    private const int Plugins = 10;

    public static async Task RunAsync(int runs)
    {
        using var ten = new TemporaryDirectory("plugins");
        using var none = new TemporaryDirectory("none");
        await BuildAsync(ten.Path);
        var bare = await MeasureAsync(runs, none.Path, "on");
        var collectible = await MeasureAsync(runs, ten.Path, "on");
        var forGood = await MeasureAsync(runs, ten.Path, "off");
        Console.WriteLine("| host start to first response | median | of the bare host |");
        Console.WriteLine("|---|---|---|");
        Print("no plugins", bare, bare);
        Print("ten plugins", collectible, bare);
        Print("ten plugins, `[host] unload = off`", forGood, bare);
    }

    private static void Print(string what, TimeSpan time, TimeSpan bare) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {time.TotalMilliseconds:0} ms | {time / bare:0.00} |"));

    private static async Task BuildAsync(string target)
    {
        var project = FixtureFiles.PathOf("Startup", "Startup.csproj");
        for (var number = 0; number < Plugins; number++)
        {
            using var build = Process.Start(new ProcessStartInfo(
                "dotnet", ["build", project, "-c", "Release", "-v", "quiet", "--nologo", $"-p:PluginNumber={number}", $"-p:PluginTarget={target}"]))!;
            await build.WaitForExitAsync();
            if (build.ExitCode != 0)
                throw new InvalidOperationException($"{project} does not build.");
        }
    }

    private static async Task<TimeSpan> MeasureAsync(int runs, string plugins, string unload)
    {
        using var environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var config = environment.Combine("host.ini");
        var port = FreePort.Next();
        await File.WriteAllTextAsync(config, $"[host]\nenvironments = {environment.Path}\nurls = http://127.0.0.1:{port}\nplugins = {plugins}\nunload = {unload}\n[components]\nstartup.* = enabled\n");
        var times = new List<TimeSpan>();
        for (var run = 0; run < runs; run++)
            times.Add(await StartAsync(config, new Uri($"http://127.0.0.1:{port}/health")));
        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task<TimeSpan> StartAsync(string config, Uri url)
    {
        var host = Path.Combine(FixtureFiles.Repository, "artifacts", "bin", "OffTrac.Host", "release", "offtrac.dll");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, "serve", "--config", config]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(url);
                break;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(5);
            }
        }

        var time = clock.Elapsed;
        process.Kill();
        await process.WaitForExitAsync();
        return time;
    }
}
