namespace OffTrac.Sdk.Notifications;

/// <summary>What a rule says.</summary>
public enum NotificationAdverb
{
    /// <summary>Tell.</summary>
    Always,

    /// <summary>Don't tell, whatever weaker rules say.</summary>
    Never,
}
