namespace OffTrac.Plugins.Scheduler;

/// <summary>What the schedulers of all environments of one host share.</summary>
internal interface IInstallation
{
    /// <summary>Whether the jobs of the host's components are run by this environment's scheduler.</summary>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="cancellation">Ends the question.</param>
    ValueTask<bool> IsHomeAsync(string environment, CancellationToken cancellation);

    /// <summary>Takes places for runs, as many as there are up to what is wanted.</summary>
    /// <param name="wanted">How many are wanted.</param>
    /// <param name="limit">How many there are in all.</param>
    int Take(int wanted, int limit);

    /// <summary>Gives places back.</summary>
    void GiveBack(int count);
}
