using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary><c>offtrac scheduler next</c> as typed, far from any environment.</summary>
public sealed class NextTests
{
    // All lines are read in the plugin's own tests; here the way through the command line counts.
    private const int EveryNthLine = 9;

    [Fact]
    public async Task RecordedSchedules_ComeOutOfTheCommandLine()
    {
        var lines = await File.ReadAllLinesAsync(FixtureFiles.PathOf("schedule.jsonl"));
        foreach (var line in lines.Where((line, i) => i % EveryNthLine == 0 || line.Contains("\"@daily\"", StringComparison.Ordinal)))
        {
            using var vector = JsonDocument.Parse(line);
            var isBad = vector.RootElement.TryGetProperty("error", out _);
            var outcome = await AskAsync(vector.RootElement, isBad ? [] : ["after"]);
            using var answer = JsonDocument.Parse(outcome.Output);
            Assert.Equal(isBad ? 2 : 0, outcome.ExitCode);
            if (isBad)
            {
                Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
                Assert.True(answer.RootElement.GetProperty("error").GetBoolean());
                continue;
            }

            foreach (var name in (string[])["schedule", "timezone", "after", "next"])
                Assert.True(JsonElement.DeepEquals(vector.RootElement.GetProperty(name), answer.RootElement.GetProperty(name)), $"{line}: {outcome.Output}");
        }
    }

    [Fact]
    public async Task WithoutJson_PeopleGetATable()
    {
        var outcome = await OffTracCommand.RunAsync(
            "scheduler", "next", "daily 02:30", "--zone", "Europe/Berlin", "--after", "2026-03-28T12:00:00Z", "--count", "1");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("every day at 02:30, Europe/Berlin", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("2026-03-29 01:00:00Z", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("2026-03-29 03:00:00 +02:00", outcome.Output, StringComparison.Ordinal);
    }

    private static Task<CommandOutcome> AskAsync(JsonElement vector, params IEnumerable<string> options)
    {
        List<string> arguments = ["scheduler", "next", vector.GetProperty("schedule").GetString()!, "--json"];
        arguments.AddRange(["--zone", vector.GetProperty("timezone").GetString()!]);
        foreach (var option in options)
            arguments.AddRange([$"--{option}", vector.GetProperty(option).GetString()!]);
        if (vector.TryGetProperty("next", out var next))
            arguments.AddRange(["--count", next.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return OffTracCommand.RunAsync(arguments);
    }
}
