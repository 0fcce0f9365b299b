using System.Net;
using System.Text;
using System.Xml;
using OffTrac.Plugins.Rpc.Tests.Wire;
using OffTrac.Sdk.Testing;
using Xunit.Abstractions;

namespace OffTrac.Plugins.Rpc.Tests.Fuzzing;

/// <summary>Damaged bodies never get anything but a proper answer, and leave nothing behind. <c>OFFTRAC_FULL=1</c> sends a million.</summary>
[Collection(nameof(SpoolFiles))]
public sealed class FuzzTests(ServedEnvironment served, ITestOutputHelper output) : IClassFixture<ServedEnvironment>
{
    private const int Workers = 4;

    private readonly TestEnvironment _environment = served.Environment;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_body_gets_a_fault_or_an_answer_and_memory_stays_flat(bool isXml)
    {
        var count = Environment.GetEnvironmentVariable("OFFTRAC_FULL") == "1" ? 500_000 : 4_000;
        await SendAllAsync(isXml, seed: 1, count / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var faults = await SendAllAsync(isXml, seed: 1000, count);

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{count} bodies, {faults} faults, {growth} bytes more");
        Assert.True(growth < 16 * 1024 * 1024, $"{growth} bytes more after {count} bodies");
        Assert.InRange(faults, count / 4, count);
        Assert.Empty(SpoolFiles.Open());
        Assert.Equal(200, (await _environment.JsonAsync("""{"method": "system.getAPIVersion"}""")).Status);
    }

    private async Task<int> SendAllAsync(bool isXml, int seed, int count)
    {
        var faults = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => SendAsync(isXml, seed + worker, count / Workers))));
        return faults.Sum();
    }

    private async Task<int> SendAsync(bool isXml, int seed, int count)
    {
        var bodies = new FuzzedBodies(seed);
        var faults = 0;
        using var client = new HttpClient { BaseAddress = _environment.Http.BaseAddress };
        for (var i = 0; i < count; i++)
        {
            var body = bodies.Next(isXml);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new(isXml ? "text/xml" : "application/json");
            using var answer = await client.PostAsync("rpc", content);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode != HttpStatusCode.OK || !(isXml ? IsXmlAnswer(text) : IsJsonAnswer(text)))
                Assert.Fail($"seed {seed}, body {i}, status {answer.StatusCode}: {Convert.ToBase64String(body)}\n{text}");
            if (text.Contains(isXml ? "<fault>" : "\"error\": {", StringComparison.Ordinal))
                faults++;
        }
        return faults;
    }

    private static bool IsXmlAnswer(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text));
        while (reader.Read())
        {
        }
        return text.StartsWith("<?xml version='1.0'?>\n<methodResponse>\n", StringComparison.Ordinal) && text.EndsWith("\n</methodResponse>\n", StringComparison.Ordinal);
    }

    /// <summary>Not all that Python's json takes, and we give back as the id, is JSON.</summary>
    private static bool IsJsonAnswer(string text) =>
        text.StartsWith("{\"result\": ", StringComparison.Ordinal) && text.EndsWith("}\n", StringComparison.Ordinal)
        && text.Contains("\"error\": ", StringComparison.Ordinal) && Ascii.IsValid(text);
}
