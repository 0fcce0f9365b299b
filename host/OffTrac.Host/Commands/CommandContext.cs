using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>What a command works with; opens host and environment when first asked for them.</summary>
internal sealed class CommandContext(GlobalOptions options, CommandInput input, CommandConsole console) : IAsyncDisposable
{
    public GlobalOptions Options { get; } = options;

    public CommandInput Input { get; } = input;

    public CommandConsole Console { get; } = console;

    public ValueTask DisposeAsync() => default;
}
