<?php
// A persistent object cache that the web uses and WP-CLI does not, as W3 Total Cache has it; a flush empties it from either.

function kept_at($group)
{
    return (in_array($group, $GLOBALS['cache_of_all'] ?? [], true) ? '' : get_current_blog_id()) . ':' . ($group ?: 'default');
}

function wp_cache_init()
{
    $isShared = !defined('WP_CLI') && file_exists(CACHE_FILE);
    $GLOBALS['cache_kept'] = $isShared ? unserialize(file_get_contents(CACHE_FILE)) : [];
    register_shutdown_function(function () {
        if (!defined('WP_CLI')) {
            file_put_contents(CACHE_FILE, serialize($GLOBALS['cache_kept']));
        }
    });
}

function wp_cache_get($key, $group = '', $force = false, &$found = null)
{
    $found = isset($GLOBALS['cache_kept'][kept_at($group)][$key]);
    return $found ? $GLOBALS['cache_kept'][kept_at($group)][$key][0] : false;
}

function wp_cache_set($key, $data, $group = '', $expire = 0)
{
    $GLOBALS['cache_kept'][kept_at($group)][$key] = [is_object($data) ? clone $data : $data];
    return true;
}

function wp_cache_add($key, $data, $group = '', $expire = 0)
{
    wp_cache_get($key, $group, false, $found);
    return !$found && !wp_suspend_cache_addition() && wp_cache_set($key, $data, $group);
}

function wp_cache_replace($key, $data, $group = '', $expire = 0)
{
    wp_cache_get($key, $group, false, $found);
    return $found && wp_cache_set($key, $data, $group);
}

function wp_cache_delete($key, $group = '')
{
    wp_cache_get($key, $group, false, $found);
    unset($GLOBALS['cache_kept'][kept_at($group)][$key]);
    return $found;
}

function wp_cache_flush()
{
    $GLOBALS['cache_kept'] = [];
    return !file_exists(CACHE_FILE) || unlink(CACHE_FILE);
}

function wp_cache_add_global_groups($groups) { $GLOBALS['cache_of_all'] = array_merge($GLOBALS['cache_of_all'] ?? [], (array) $groups); }
function wp_cache_add_non_persistent_groups($groups) {}
function wp_cache_switch_to_blog($site) {}
function wp_cache_close() { return true; }
