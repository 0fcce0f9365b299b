namespace OffTrac.Core.Environments;

/// <summary>What <c>env check</c> may not know.</summary>
public enum CheckKind
{
    /// <summary>A rule of <c>[components]</c> that matches no component.</summary>
    ComponentRule,

    /// <summary>An option that nothing reads.</summary>
    Option,

    /// <summary>An egg or source file of Python.</summary>
    PythonPlugin,

    /// <summary>A name in <c>[trac] permission_policies</c>.</summary>
    PermissionPolicy,

    /// <summary>A name in <c>[ticket] workflow</c>.</summary>
    WorkflowController,

    /// <summary>An operation of <c>[ticket-workflow]</c>.</summary>
    WorkflowOperation,

    /// <summary>A macro used in wiki text.</summary>
    Macro,

    /// <summary>A processor used in wiki text.</summary>
    Processor,
}
