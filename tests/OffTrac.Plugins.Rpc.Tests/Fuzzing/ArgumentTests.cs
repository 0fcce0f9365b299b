using System.Globalization;
using System.Text.Json;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests.Fuzzing;

/// <summary>No method breaks over arguments that it did not ask for: what can't be done is a fault of the caller, never of the component.</summary>
public sealed class ArgumentTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private readonly TestEnvironment _environment = served.Environment;

    [Theory]
    [InlineData(null)]
    [InlineData("admin")]
    public async Task No_method_fails_over_odd_arguments(string? user)
    {
        var rounds = Environment.GetEnvironmentVariable("OFFTRAC_FULL") == "1" ? 500 : 10;
        var arguments = new RandomArguments(user is null ? 1 : 2);
        var failures = new List<string>();
        foreach (var (method, parameters) in await MethodsAsync())
        {
            for (var i = 0; i < rounds; i++)
            {
                var body = $$"""{"method": "{{method}}", "params": {{arguments.Next(parameters)}}, "id": 1}""";
                var answer = await _environment.JsonAsync(body, user);
                if (answer.Status != 200 || answer.Body.Contains(" failed; the server's log says why", StringComparison.Ordinal))
                    failures.Add(string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {body}\n    {answer.Body}"));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(40)) + "\n" + string.Join('\n', _environment.Log.Split('\n').Where(line => line.Contains("IRpcHandler", StringComparison.Ordinal)).Take(40)));
    }

    private async Task<IReadOnlyList<(string Method, int Parameters)>> MethodsAsync()
    {
        using var methods = JsonDocument.Parse((await _environment.JsonAsync("""{"method": "system.listMethods"}""")).Body);
        var found = new List<(string, int)>();
        foreach (var method in methods.RootElement.GetProperty("result").EnumerateArray().Select(name => name.GetString()!))
        {
            using var help = JsonDocument.Parse((await _environment.JsonAsync($$"""{"method": "system.methodHelp", "params": ["{{method}}"]}""")).Body);
            var signature = help.RootElement.GetProperty("result").GetString()!.Split('\n')[0];
            found.Add((method, signature.EndsWith("()", StringComparison.Ordinal) ? 0 : signature.Count(c => c == ',') + 1));
        }
        Assert.True(found.Count >= 79, $"{found.Count} methods");
        return found;
    }
}
