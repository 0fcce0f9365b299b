using OffTrac.Sdk.Configuration;

namespace AcmeNamespace;

/// <summary>Section <c>[greeter]</c> of the ini.</summary>
[OptionsSection("greeter")]
public sealed record GreeterOptions
{
    [Option("First words of the greeting.")]
    public string Greeting { get; init; } = "Thank you";
}
