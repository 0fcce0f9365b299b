using Microsoft.Extensions.Options;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

[assembly: Plugin("fixture.takes-part", Description = "Writes a row into every environment that is made, and counts it on request.")]
[assembly: PluginCommand("takepart")]

namespace TakesPart;

[OptionsSection("takes-part")]
public sealed record TakesPartOptions
{
    [Option("What the row says.")]
    public string Mark { get; init; } = "was here";

    [Option("Whether it refuses to take part.")]
    public bool Refuse { get; init; }

    [Option("Word that nobody may read.", Secret = true)]
    public string Watchword { get; init; } = "";
}

/// <summary>Its row in table <c>system</c> is what an environment must have.</summary>
[Component("fixture.takes-part.Participant")]
public sealed class Participant(IOptionsMonitor<TakesPartOptions> options) : IEnvironmentSetupParticipant
{
    public ValueTask EnvironmentCreatedAsync(IWriteScope scope, CancellationToken cancellation) => WriteAsync(scope, cancellation);

    public async ValueTask<string?> NeedsUpgradeAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = "SELECT value FROM system WHERE name = 'fixture_takes_part'";
        return await command.ExecuteScalarAsync(cancellation) is null ? "its row is missing" : null;
    }

    public ValueTask UpgradeAsync(IWriteScope scope, CancellationToken cancellation) => WriteAsync(scope, cancellation);

    private async ValueTask WriteAsync(IWriteScope scope, CancellationToken cancellation)
    {
        if (options.CurrentValue.Refuse)
            throw new TracException("The fixture refuses to take part.");
        await using var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
        command.CommandText = "INSERT INTO system (name, value) VALUES ('fixture_takes_part', @mark)";
        var mark = command.CreateParameter();
        (mark.ParameterName, mark.Value) = ("mark", options.CurrentValue.Mark);
        command.Parameters.Add(mark);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary><c>takepart</c>: says in which environment it runs.</summary>
[Component("fixture.takes-part.Command")]
public sealed class TakePartCommand(IEnvironment environment) : ICommandProvider
{
    public IReadOnlyList<Command> Commands { get; } = [new Command { Words = "takepart", Summary = "Names the environment." }];

    public ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation) => new(CommandResult.FromText(environment.Name));
}
