namespace OffTrac.Plugins.Redis;

/// <summary>What <c>new_values</c> of a changed ticket holds.</summary>
public enum NewValues
{
    /// <summary>The fields that changed, as version 0.1 of the original.</summary>
    Changed,

    /// <summary>All values of the ticket, as version 0.2.dev0.</summary>
    All,
}
