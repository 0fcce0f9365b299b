namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>What a server answered.</summary>
internal sealed record HttpAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
